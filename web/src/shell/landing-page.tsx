export function Component() {
  return <p>shell/landing-page</p>
}

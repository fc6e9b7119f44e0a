export function Component() {
  return <p>features/managers/managers-page</p>
}

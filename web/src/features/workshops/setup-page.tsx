export function Component() {
  return <p>features/workshops/setup-page</p>
}

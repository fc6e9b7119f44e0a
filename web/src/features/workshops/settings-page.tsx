export function Component() {
  return <p>features/workshops/settings-page</p>
}

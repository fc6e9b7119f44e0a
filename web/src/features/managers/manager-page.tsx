export function Component() {
  return <p>features/managers/manager-page</p>
}

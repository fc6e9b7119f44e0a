export function Component() {
  return <p>features/settlements/settlements-page</p>
}

export function Component() {
  return <p>features/analytics/dashboard-page</p>
}

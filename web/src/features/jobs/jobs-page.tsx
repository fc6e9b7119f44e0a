export function Component() {
  return <p>features/jobs/jobs-page</p>
}

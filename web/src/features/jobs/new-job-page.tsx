export function Component() {
  return <p>features/jobs/new-job-page</p>
}

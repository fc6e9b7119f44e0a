export function Component() {
  return <p>features/jobs/job-page</p>
}

export function Component() {
  return <p>features/auth/register-page</p>
}

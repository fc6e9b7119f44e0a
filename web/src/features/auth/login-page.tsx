export function Component() {
  return <p>features/auth/login-page</p>
}

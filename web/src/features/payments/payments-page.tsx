export function Component() {
  return <p>features/payments/payments-page</p>
}

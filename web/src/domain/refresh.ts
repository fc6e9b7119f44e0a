import type { QueryClient } from '@tanstack/react-query'

/** Everything that shows money or the state of jobs is asked for anew, after something was recorded. */
export function refreshMoney(client: QueryClient) {
  return Promise.all(
    [
      'jobs',
      'work',
      'payments',
      'settlements',
      'analytics',
      'managers',
      'customers',
      'vehicles',
      'gate',
      'bank',
    ].map((key) => client.invalidateQueries({ queryKey: [key] })),
  )
}

/** Asks anew for customers and vehicles: each is shown with the other. */
export function refreshRecords(client: QueryClient) {
  for (const key of ['customers', 'vehicles']) void client.invalidateQueries({ queryKey: [key] })
}

import type { QueryClient } from '@tanstack/react-query'

/** Everything that shows money or the state of jobs is asked for anew, after something was recorded. */
export function refreshMoney(client: QueryClient) {
  return Promise.all(
    ['jobs', 'payments', 'settlements', 'analytics', 'managers'].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  )
}

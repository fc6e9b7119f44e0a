import { QueryClient } from '@tanstack/react-query'
import { NetworkFailure, Problem } from '@/api/problem'

/** What the server said, kept in memory only: nothing of it survives the tab. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Without a network it fails at once, with words, and is asked for anew when the network is back.
      networkMode: 'always',
      refetchOnReconnect: true,
      // A refusal stays a refusal; a lost connection or a busy server is worth another try.
      retry: (count, error) =>
        count < 2 && (error instanceof NetworkFailure || (error instanceof Problem && error.status >= 502)),
      retryDelay: (count) => 500 * 2 ** count,
    },
  },
})

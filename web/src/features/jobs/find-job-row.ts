import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Page } from '@/api/client'
import type { Job } from '@/domain/jobs'

/** What a list holds, in whichever of the ways lists are kept. */
function rowsIn(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data
  const { pages, jobs } = (data ?? {}) as Partial<InfiniteData<Page<unknown>>> & { jobs?: unknown[] }
  return pages?.flatMap(({ rows }) => rows) ?? jobs ?? []
}

function isJob(row: unknown, id: string): row is Job {
  const { id: ofRow, vehicle_number: plate, remaining_amount: rest } = (row ?? {}) as Partial<Job>
  return ofRow === id && plate !== undefined && rest !== undefined
}

/** Finds the row of a job in the lists under these keys that have come, the latest first. */
export function findJobRow(client: QueryClient, id: string, keys: readonly QueryKey[]): Job | undefined {
  const lists = keys.flatMap((queryKey) => client.getQueryCache().findAll({ queryKey }))
  for (const { state } of lists.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)) {
    const row = rowsIn(state.data).find((one) => isJob(one, id))
    if (isJob(row, id)) return row
  }
}

import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { useMe } from '@/domain/session'
import { keep, readKept, type Witnessed, witness } from './witness'

// Once, when the app is opened; and where it stays open, now and then.
const NOW_AND_THEN_MS = 30 * 60_000

const witnessQuery = (workshopId: string) =>
  queryOptions({
    queryKey: ['oversight', 'witness', workshopId],
    queryFn: async ({ signal }): Promise<Witnessed> => {
      const seal = await unwrap(api.GET('/api/verification/seal', { signal }))
      const found = await witness(readKept(workshopId), seal, new Date().toISOString(), (after) =>
        unwrap(api.GET('/api/verification/leaves', { params: { query: { after } }, signal })),
      )
      if (found.state === 'first' || found.state === 'unchanged') keep(workshopId, found.kept)
      return found
    },
    staleTime: NOW_AND_THEN_MS,
    refetchInterval: NOW_AND_THEN_MS,
  })

/** What this device finds as a witness of the books; asks once for all who show it. */
export function useWitness() {
  const { workshop_id: workshopId } = useMe()
  return useQuery({ ...witnessQuery(workshopId ?? ''), enabled: workshopId !== null })
}

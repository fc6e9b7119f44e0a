import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useWords } from '@/lib/words'
import { useSent, useUnsent } from '@/outbox/outbox'
import { useUnsentJobs } from '@/outbox/unsent-job'
import { named, withUnsent } from './findings'
import { type Inspection, inspectionsQuery } from './queries'
import { orderOf } from './send-inspection'
import { INSPECTIONS } from './words'

/** The inspections of a job, with all that is on this device and not on the server yet. */
export function useInspections(jobId: string) {
  const client = useQueryClient()
  const words = useWords(INSPECTIONS)
  const isHereOnly = useUnsentJobs().some(({ entry }) => entry.jobId === jobId)
  const { queryKey } = inspectionsQuery(jobId)
  const { data, error, isLoading, refetch } = useQuery({ ...inspectionsQuery(jobId), enabled: !isHereOnly })
  const unsent = useUnsent(orderOf(jobId))
  useSent((entry, answer) => {
    if (entry.order !== orderOf(jobId)) return
    const { inspection } = answer as { inspection: Inspection }
    client.setQueryData(queryKey, (known: Inspection[] | undefined) => [
      ...(known?.some(({ id }) => id === inspection.id) ? [] : [inspection]),
      ...(known ?? []).map((one) => (one.id === inspection.id ? inspection : one)),
    ])
  })
  const begun = unsent
    .flatMap(({ about }) => (about.begun ? [JSON.parse(about.begun) as Inspection] : []))
    .filter(({ id }) => !data?.some((known) => known.id === id))
    .reverse()
  return {
    inspections: [...begun, ...(data ?? [])].map((inspection) =>
      named(withUnsent(inspection, unsent), words),
    ),
    unsent,
    error,
    isLoading,
    refetch,
  }
}

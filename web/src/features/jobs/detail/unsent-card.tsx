import { Card, CardHead } from '@/components/ui/card'
import { useUnsentOf } from '@/outbox/unsent-job'
import { headsOf, UnsentRow } from '@/outbox/unsent-row'

/** What was done to a job on this device and is not on the server yet. */
export function UnsentCard({ jobId }: { jobId: string }) {
  const entries = useUnsentOf(jobId)
  if (entries.length === 0) return null
  return (
    <Card className="mb-4 border-dashed">
      <CardHead title="Not sent yet" />
      <ul className="divide-y px-4">
        {headsOf(entries).map((entry) => (
          <UnsentRow key={entry.number} entry={entry} />
        ))}
      </ul>
    </Card>
  )
}

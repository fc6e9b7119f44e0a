import { useState } from 'react'
import { usePages } from '@/api/use-pages'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import type { JobDetail } from '@/domain/jobs'
import { earlierUpdatesQuery } from '../queries'
import { photosTogether, type Told, tell } from './timeline-words'

const SHOWN_FIRST = 8
// Fewer than these are not worth a press.
const WORTH_FOLDING = 4
const TONES: Record<Told['tone'], string> = {
  plain: 'var(--input)',
  confirmed: 'var(--success)',
  waiting: 'var(--warning)',
  risk: 'var(--danger)',
}

/** What happened to the job, newest first, with who and when. */
export function Timeline({ job }: { job: JobDetail }) {
  const { money } = useFormats()
  const [showsAll, setShowsAll] = useState(false)
  const [readsOn, setReadsOn] = useState(false)
  const from = job.updates_cursor ?? undefined
  const earlier = usePages(earlierUpdatesQuery(job.id, from), readsOn && from !== undefined)
  const updates = photosTogether([...job.updates, ...earlier.rows])
  const isLong = updates.length >= SHOWN_FIRST + WORTH_FOLDING
  const shown = isLong && !showsAll ? updates.slice(0, SHOWN_FIRST) : updates
  const rest = updates.length - shown.length
  const hasEarlier = rest === 0 && (earlier.data ? earlier.hasNextPage : from !== undefined)
  return (
    <Card>
      <CardHead title="Timeline" />
      <ol className="px-4 py-4">
        {shown.map(({ entry, times }, index) => (
          <TimelineEntry
            key={entry.id}
            told={tell(entry, { money, payments: [...job.payments, ...job.refunds] }, times)}
            entry={entry}
            isLast={index === shown.length - 1 && rest === 0 && !hasEarlier}
          />
        ))}
      </ol>
      {rest > 0 && (
        <div className="border-t p-2">
          <Button variant="ghost" size="sm" className="w-full" onClick={() => setShowsAll(true)}>
            Show {rest} more
          </Button>
        </div>
      )}
      {(hasEarlier || earlier.isFetching) && (
        <div className="border-t p-2">
          <Button
            variant="ghost"
            size="sm"
            className="w-full"
            disabled={earlier.isFetching}
            onClick={() =>
              earlier.data ? earlier.fetchNextPage() : readsOn ? earlier.refetch() : setReadsOn(true)
            }
          >
            {earlier.isError && !earlier.isFetching ? 'Could not load. Try again' : 'Show earlier'}
          </Button>
        </div>
      )}
    </Card>
  )
}

interface TimelineEntryProps {
  told: Told
  entry: JobDetail['updates'][number]
  isLast: boolean
}

function TimelineEntry({ told: { lines, note, tone, status }, entry, isLast }: TimelineEntryProps) {
  const { dayTime } = useFormats()
  const [news, ...others] = lines
  const color = tone === 'plain' && status ? STATUS[status].color : TONES[tone]
  return (
    <li className="relative flex gap-3 pb-4 last:pb-0">
      {!isLast && <span aria-hidden className="absolute top-5 -bottom-0.5 left-[3.5px] w-px bg-border" />}
      <span aria-hidden className="mt-1.5 size-2 shrink-0 ring-4 ring-card" style={{ background: color }} />
      <div className="min-w-0 flex-1 sm:flex sm:items-baseline sm:justify-between sm:gap-4">
        <div className="min-w-0">
          <p className="break-words text-sm">{news}</p>
          {others.map((line) => (
            <p key={line} className="break-words text-sm">
              {line}
            </p>
          ))}
          {note && <p className="break-words text-muted text-sm">“{note}”</p>}
        </div>
        <p className="shrink-0 text-muted text-xs">
          {entry.actor_name && <>{entry.actor_name} · </>}
          <time dateTime={entry.created_at}>{dayTime(entry.created_at)}</time>
        </p>
      </div>
    </li>
  )
}

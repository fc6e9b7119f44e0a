import { DoorOpen } from 'lucide-react'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Select } from '@/components/ui/input'
import { cn } from '@/lib/cn'
import { useAddress } from '@/lib/use-address'
import { KINDS, readKind } from './event-labels'
import { EventHead, EventRow, ROW_HEIGHT, RowsSkeleton } from './event-row'
import { type AuditKind, auditQuery } from './queries'

/** Who came in, who was kept out, and who changed what lets people in. */
export function Component() {
  const [params, set] = useAddress()
  const kind = readKind(params.get('kind'))
  return (
    <>
      <PageHeader
        title="Checks"
        tab="Log-in history"
        note="Log-ins, refused log-ins, and changes of passwords and access in your garage, for the last 400 days."
      />
      <PlaceTabs of="Checks" />
      <Select
        aria-label="Kind"
        className="mb-4 md:w-56"
        value={kind ?? ''}
        onChange={(event) => set({ kind: event.target.value })}
      >
        <option value="">Everything</option>
        {Object.entries(KINDS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Card className="-mx-4 border-x-0 md:mx-0 md:border-x">
        <EventHead />
        <Events kind={kind} onClear={() => set({ kind: '' })} />
      </Card>
    </>
  )
}

function Events({ kind, onClear }: { kind: AuditKind | null; onClear: () => void }) {
  const query = usePages(auditQuery(kind))
  if (query.isPending) return <RowsSkeleton />
  if (query.isError && query.rows.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.rows.length === 0) {
    return kind ? (
      <EmptyState
        icon={DoorOpen}
        title="Nothing of this kind"
        action={
          <Button variant="outline" onClick={onClear}>
            Show everything
          </Button>
        }
      >
        It has not happened in the last 400 days.
      </EmptyState>
    ) : (
      <EmptyState icon={DoorOpen} title="No log-ins yet">
        Each log-in by you and your managers is listed here from now on. Turn on two-step login in Settings to
        make yours safer.
      </EmptyState>
    )
  }
  return (
    <div
      className={cn('transition-opacity delay-150', query.isPlaceholderData && 'opacity-60')}
      aria-busy={query.isPlaceholderData}
    >
      <EndlessList
        label="Events"
        rows={query.rows}
        rowKey={(event) => event.id}
        renderRow={(event) => <EventRow event={event} />}
        estimatedHeight={ROW_HEIGHT}
        pages={query}
      />
    </div>
  )
}

import { FileText, Plus } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan, useSeesAll } from '@/domain/permissions'
import { ViewChoice } from '@/features/jobs/view-choice'
import { type Quotation, type QuotationFilter, quotationsQuery } from './queries'
import { lastStep, standing } from './quotation-words'

type Which = 'open' | 'waiting' | 'to_follow' | 'approved' | 'ended'

const WHICH: readonly { value: Which; label: string }[] = [
  { value: 'open', label: 'All open' },
  { value: 'waiting', label: 'To answer' },
  { value: 'to_follow', label: 'To price' },
  { value: 'approved', label: 'Approved' },
  { value: 'ended', label: 'Ended' },
]
const ROW_HEIGHT = { line: 81, card: 81 }

function filterOf(which: Which): QuotationFilter {
  if (which === 'open' || which === 'ended') return { show: which }
  return { show: 'open', state: [which] }
}

/** Prices that customers asked for without leaving the car: none of them is a job yet. */
export function Component() {
  const canCreate = useCan('jobs:create')
  const [params, setParams] = useSearchParams()
  const which = WHICH.find(({ value }) => value === params.get('which'))?.value ?? 'open'
  const pages = usePages(quotationsQuery(filterOf(which)))
  return (
    <div data-wide>
      <PageHeader title="Jobs" tab="Estimates">
        <ViewChoice view="estimates" />
        {canCreate && (
          <Button asChild variant="primary">
            <Link to="/jobs/estimates/new">
              <Plus aria-hidden /> New estimate
            </Link>
          </Button>
        )}
      </PageHeader>
      <Choice
        label="Which estimates"
        value={which}
        options={WHICH}
        onChange={(value) => setParams(value === 'open' ? {} : { which: value })}
        className="mb-3 max-w-2xl"
      />
      <Estimates pages={pages} which={which} />
    </div>
  )
}

function Estimates({ pages, which }: { pages: ReturnType<typeof usePages<Quotation>>; which: Which }) {
  const seesAll = useSeesAll()
  const { rows, isPending, isPlaceholderData } = pages
  if (pages.isError && rows.length === 0) {
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} className="border bg-card" />
  }
  if (isPending) return <Skeleton className="h-60" />
  if (rows.length === 0) return <NoEstimates which={which} />
  return (
    <div
      className="-mx-4 border-y bg-card md:mx-0 md:border-x [&_li:last-child>a]:border-b-0"
      aria-busy={isPlaceholderData}
    >
      <EndlessList
        label="Estimates"
        rows={rows}
        rowKey={({ id }) => id}
        renderRow={(quotation) => <Row quotation={quotation} showsManager={seesAll} />}
        estimatedHeight={ROW_HEIGHT}
        pages={pages}
      />
    </div>
  )
}

function NoEstimates({ which }: { which: Which }) {
  const words: Record<Which, string> = {
    open: 'When somebody asks for a price and does not leave the car, it is kept here until the car comes.',
    waiting: 'Nobody has to answer an estimate.',
    to_follow: 'Every open estimate has a price.',
    approved: 'No approved estimate waits for its car.',
    ended: 'What was declined, or is valid no longer, is kept here.',
  }
  return (
    <EmptyState className="border bg-card" icon={FileText} title="No estimates here">
      {words[which]}
    </EmptyState>
  )
}

function Row({ quotation, showsManager }: { quotation: Quotation; showsManager: boolean }) {
  const formats = useFormats()
  const { label, tone } = standing(quotation)
  const { estimated_amount: amount } = quotation
  return (
    <Link
      to={`/jobs/estimates/${quotation.id}`}
      className="flex flex-col justify-center gap-1 border-b bg-card px-4 py-2.5 transition-colors hover:bg-raised focus-visible:outline-offset-[-2px] active:bg-raised"
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 font-medium">
          {quotation.customer_name}
          <span className="font-normal text-muted">
            {' · '}
            {quotation.car_model}
            {quotation.vehicle_number && <span className="figure"> {quotation.vehicle_number}</span>}
            {' · '}
            {quotation.number}
          </span>
        </span>
        {amount === null ? (
          <span className="shrink-0 text-muted text-sm">To follow</span>
        ) : (
          <Money amount={amount} className="font-medium" />
        )}
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        <Badge tone={tone}>{label}</Badge>
        {lastStep(quotation, formats)}
        {showsManager && <span className="ml-auto">{quotation.manager_name}</span>}
      </span>
    </Link>
  )
}

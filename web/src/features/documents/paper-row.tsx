import { FileText } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { issued } from './paper'
import { KINDS } from './paper-kinds'
import type { IssuedPaper } from './queries'

export const ROW_HEIGHT = { card: 97, line: 57 }

const COLUMNS =
  'wide:grid-cols-[9.5rem_minmax(0,1.1fr)_minmax(0,1.4fr)_minmax(0,0.7fr)_minmax(7rem,max-content)_2.5rem] wide:items-center wide:gap-x-4'

/** The names of the table's columns; each row says in full what its figures are, so this is for the eye only. */
export function PaperHead() {
  return (
    <div aria-hidden className={cn('label-caps hidden h-9 border-b px-4 wide:grid', COLUMNS)}>
      <span>Number</span>
      <span>Customer</span>
      <span>Kind</span>
      <span>Issued</span>
      <span className="text-right">Amount</span>
    </div>
  )
}

/** One issued paper: a line of the table, a card on a phone. */
export const PaperRow = memo(function PaperRow({ paper }: { paper: IssuedPaper }) {
  const { dayTime } = useFormats()
  const { id, kind, number, mark, credits, reason } = paper
  const takesBack = credits !== null
  const about = takesBack ? `${credits}: ${reason}` : mark
  return (
    <div
      className={cn(
        'grid grid-cols-[minmax(0,1fr)_auto_2.75rem] gap-x-2 border-b py-2.5 pr-1.5 pl-4 text-sm wide:min-h-14 wide:py-1.5 wide:pr-4',
        COLUMNS,
      )}
    >
      <span className={cn('figure font-medium wide:text-[0.8125rem]', mark && 'text-muted line-through')}>
        {number}
      </span>
      <span className="col-start-1 row-start-2 min-w-0 wide:col-start-auto wide:row-start-auto">
        <Link to={`/jobs/${paper.job_id}`} className="tap underline-offset-4 hover:underline">
          {paper.customer_name}
        </Link>{' '}
        <span className="figure text-muted text-xs">{paper.vehicle_number}</span>
      </span>
      <span className="col-span-2 row-start-3 min-w-0 text-muted text-xs wide:col-span-1 wide:row-start-auto wide:text-sm">
        {KINDS[kind].one}
        <span className="wide:hidden"> · {dayTime(paper.issued_at)}</span>
        {about && <span className="block text-xs">{about}</span>}
      </span>
      <span className="hidden min-w-0 wide:block">
        <span className="block text-[0.8125rem]">{dayTime(paper.issued_at)}</span>
        <span className="block text-muted text-xs">{paper.issued_by_name}</span>
      </span>
      <span className="col-start-2 row-start-1 text-right wide:col-start-auto wide:row-start-auto">
        <Money
          amount={takesBack ? -paper.total_amount : paper.total_amount}
          tone={mark ? 'muted' : 'plain'}
          className="font-medium wide:text-[0.8125rem]"
        />
      </span>
      <Button
        asChild
        variant="ghost"
        size="icon"
        className="col-start-3 row-span-3 row-start-1 self-center text-muted wide:col-start-auto wide:row-span-1 wide:row-start-auto"
      >
        <a
          href={issued(id, number).href}
          target="_blank"
          rel="noopener"
          aria-label={`View ${KINDS[kind].one.toLowerCase()} ${number}`}
          title="View"
        >
          <FileText aria-hidden />
        </a>
      </Button>
    </div>
  )
})

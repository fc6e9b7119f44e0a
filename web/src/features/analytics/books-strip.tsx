import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import type { Dashboard } from './queries'

const FRAME = 'mt-3 grid border bg-card sm:grid-cols-3 sm:divide-x max-sm:divide-y'
const CELL = 'flex min-w-0 flex-wrap items-baseline justify-between gap-x-3 px-3.5 py-2'

/** What the revenue of the period is made of by its invoices, and what was given up in it. */
export function BooksStrip({ figures }: { figures: Dashboard }) {
  const { money } = useFormats()
  const heads = figures.taxes.map(({ head, amount }) => `${head} ${money(amount)}`)
  return (
    <dl className={FRAME}>
      <Figure label="Revenue before tax" value={money(figures.net_revenue)} />
      <Figure
        label="Tax on invoices"
        value={money(figures.tax_amount)}
        note={heads.length > 1 && heads.join(' · ')}
      />
      <Figure
        label="Written off"
        value={money(figures.written_off_amount)}
        note={figures.cash_difference !== 0 && `Cash difference ${money(figures.cash_difference)}`}
      />
    </dl>
  )
}

function Figure({ label, value, note }: { label: string; value: string; note?: ReactNode }) {
  return (
    <div className={CELL}>
      <dt className="label-caps">{label}</dt>
      <dd className="figure text-base">{value}</dd>
      {note && <dd className="w-full text-muted text-xs">{note}</dd>}
    </div>
  )
}

/** The strip on its way, in its final shape. */
export function BooksStripSkeleton() {
  return (
    <div className={FRAME}>
      {['a', 'b', 'c'].map((place) => (
        <div key={place} className={CELL}>
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-6 w-20" />
        </div>
      ))}
    </div>
  )
}

import { useState } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { useFormats } from '@/domain/formats'
import type { Cash } from './queries'
import { OTHER } from './ticked'

const SHOWN_FIRST = 8

interface CashJobsProps {
  cash: Cash
  unticked: string[]
  onChange: (unticked: string[]) => void
  disabled: boolean
}

/** The jobs that the cash came from, each to be ticked or not. */
export function CashJobs({ cash, unticked, onChange, disabled }: CashJobsProps) {
  const [isWhole, setWhole] = useState(false)
  const { day } = useFormats()
  const { jobs, other_amount } = cash
  const lines = [...jobs.map(({ job_id }) => job_id), ...(other_amount > 0 ? [OTHER] : [])]
  const off = new Set(unticked.filter((id) => lines.includes(id)))
  const toggle = (id: string) =>
    onChange(off.has(id) ? [...off].filter((other) => other !== id) : [...off, id])
  const hasFold = jobs.length > SHOWN_FIRST + 2 && !isWhole
  const shown = hasFold ? jobs.slice(0, SHOWN_FIRST) : jobs
  return (
    <Card>
      <div className="flex min-h-12 items-center gap-1 border-b pr-4">
        <Checkbox
          aria-label="Tick all cash"
          disabled={disabled}
          checked={off.size === 0 ? true : off.size === lines.length ? false : 'indeterminate'}
          onClick={() => onChange(off.size === 0 ? lines : [])}
        />
        <h2 className="text-lg leading-tight">
          Cash from {jobs.length === 1 ? '1 job' : `${jobs.length} jobs`}
        </h2>
        <p className="ml-auto text-muted text-sm">
          {lines.length - off.size} of {lines.length} ticked
        </p>
      </div>
      <ul className="divide-y">
        {shown.map((job) => (
          <li key={job.job_id} className="flex min-h-14 items-center gap-1 pr-4 fine:min-h-11">
            <Checkbox
              aria-label={`Cash of ${job.customer_name}, ${job.vehicle_number}`}
              disabled={disabled}
              checked={!off.has(job.job_id)}
              onClick={() => toggle(job.job_id)}
            />
            <Link
              to={`/jobs/${job.job_id}`}
              className="grid min-h-11 min-w-0 flex-1 content-center hover:underline @xl:grid-cols-[minmax(0,1fr)_8rem_6rem] @xl:items-baseline @xl:gap-4"
            >
              <span className="font-medium text-sm">{job.customer_name}</span>
              <span className="text-muted text-xs @xl:contents">
                <span className="figure @xl:text-xs">{job.vehicle_number}</span>
                <span className="ml-2 @xl:ml-0 @xl:text-xs">{day(job.last_payment_date)}</span>
              </span>
            </Link>
            <Money amount={job.amount} className="min-w-24 text-right" />
          </li>
        ))}
        {hasFold && (
          <li className="p-1">
            <Button variant="ghost" className="w-full text-muted" onClick={() => setWhole(true)}>
              Show {jobs.length - SHOWN_FIRST} more
            </Button>
          </li>
        )}
        {other_amount > 0 && (
          <OtherCash
            amount={other_amount}
            isTicked={!off.has(OTHER)}
            disabled={disabled}
            onToggle={() => toggle(OTHER)}
          />
        )}
      </ul>
    </Card>
  )
}

interface OtherCashProps {
  amount: number
  isTicked: boolean
  disabled: boolean
  onToggle: () => void
}

function OtherCash({ amount, isTicked, disabled, onToggle }: OtherCashProps) {
  return (
    <li className="flex min-h-14 items-center gap-1 pr-4 fine:min-h-11">
      <Checkbox aria-label="Other cash" disabled={disabled} checked={isTicked} onClick={onToggle} />
      <p className="min-w-0 flex-1">
        <span className="block font-medium text-sm">Other cash</span>
        <span className="block text-muted text-xs">From earlier, without a job named</span>
      </p>
      <Money amount={amount} className="min-w-24 text-right" />
    </li>
  )
}

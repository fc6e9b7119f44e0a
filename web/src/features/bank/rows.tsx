import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { useFormats } from '@/domain/formats'
import { METHODS } from '@/domain/payment-labels'
import type { BankPayment, BankRow } from './queries'
import { noonOf } from './upload-card'

/** A payment that was entered: the job, how it was paid, and who took it. */
export function PaymentLine({ payment, children }: { payment: BankPayment; children?: ReactNode }) {
  const { day } = useFormats()
  return (
    <div className="grid min-w-0 gap-0.5 text-sm">
      <div className="flex items-baseline justify-between gap-4">
        <Link
          to={`/jobs/${payment.job_id}`}
          className="-my-2.5 flex min-h-11 min-w-0 flex-wrap items-center gap-x-2 hover:underline"
        >
          <span className="font-medium">{payment.customer_name || 'Job'}</span>
          <span className="figure text-muted text-xs">{payment.vehicle_number}</span>
        </Link>
        <Money amount={payment.amount} className="font-medium" />
      </div>
      <p className="text-muted text-xs">
        {METHODS[payment.method]} {payment.reference && <span className="figure">{payment.reference}</span>} ·{' '}
        {day(noonOf(payment.day))} · {payment.collected_by_name ?? 'Somebody who left'}
      </p>
      {payment.hint && <p className="text-warning text-xs">{payment.hint}</p>}
      {children}
    </div>
  )
}

/** A row of the bank that came in. */
export function BankLine({ row, children }: { row: BankRow; children?: ReactNode }) {
  const { day } = useFormats()
  return (
    <div className="grid min-w-0 gap-0.5 text-sm">
      <div className="flex items-baseline justify-between gap-4">
        <span className="font-medium">
          {day(noonOf(row.day))} <span className="font-normal text-muted text-xs">{row.account}</span>
        </span>
        <Money amount={row.amount} className="font-medium" />
      </div>
      <p className="break-words font-mono text-2xs text-muted">
        {row.narration ?? 'Erased with the customer'}
      </p>
      {children}
    </div>
  )
}

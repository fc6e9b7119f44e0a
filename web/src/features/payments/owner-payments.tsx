import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sentence } from '@/api/problem'
import { usePages } from '@/api/use-pages'
import { AllGarages } from '@/components/all-garages'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { useFormats } from '@/domain/formats'
import type { Payment } from '@/domain/payment-labels'
import { dashboardQuery } from '@/features/analytics/queries'
import { Awaiting } from './awaiting'
import { BulkBar } from './bulk-bar'
import { ListHead } from './list-head'
import { PaymentFilters } from './payment-filters'
import { PaymentList } from './payment-list'
import { PaymentRow, spokenName } from './payment-row'
import { paymentsQuery } from './queries'
import { RejectPayments } from './reject-payments'
import { ReviewButtons } from './review-buttons'
import { UndoBar } from './undo-bar'
import { type Decisions, useDecisions } from './use-decisions'
import { type Shown, usePaymentFilters } from './use-payment-filters'

const QUEUE: readonly Shown[] = []
const ALL: readonly Shown[] = ['all', 'awaiting', 'confirmed', 'rejected']

/** The payments of all: only those that wait for the owner's decision, or any. */
export function OwnerPayments({ onlyWaiting }: { onlyWaiting: boolean }) {
  const choices = onlyWaiting ? QUEUE : ALL
  const filters = usePaymentFilters(onlyWaiting ? 'awaiting' : 'all', choices)
  const query = usePages(paymentsQuery(filters.filter))
  const dashboard = useQuery(dashboardQuery({}))
  const [rejecting, setRejecting] = useState<Payment[] | null>(null)
  const decisions = useDecisions(query.rows, filters.shown === 'awaiting', setRejecting)
  const { rows, open, ticks, ticked, review } = decisions
  return (
    <>
      <PageHeader title="Money" tab={onlyWaiting ? 'To confirm' : 'Payments'}>
        <AllGarages />
        {onlyWaiting && (
          <Awaiting
            label={filters.kind === 'refund' ? 'Refunds to confirm' : 'To confirm'}
            kind={filters.kind}
            waiting={
              filters.kind === 'refund'
                ? dashboard.data?.pending_refunds
                : dashboard.data?.pending_confirmations
            }
            error={dashboard.error}
          />
        )}
      </PageHeader>
      <PlaceTabs of="Money" />
      <PaymentFilters filters={filters} order={choices} withManagers />
      <Card>
        {open.size > 0 && (
          <ListHead
            shown={open.size}
            checked={ticks.all ? true : ticked.length > 0 ? 'indeterminate' : false}
            onTickAll={() => (ticks.all ? ticks.clear() : ticks.tickAll())}
          />
        )}
        <PaymentList
          filters={filters}
          rows={rows}
          query={query}
          renderRow={(payment) => (
            <OwnerRow payment={payment} decisions={decisions} onReject={() => setRejecting([payment])} />
          )}
        />
      </Card>
      <DecisionBars decisions={decisions} kind={filters.kind} onReject={() => setRejecting(ticked)} />
      {rejecting && (
        <RejectPayments
          payments={rejecting}
          onReject={(reason) => {
            review(rejecting, { verdict: 'rejected', reason })
            ticks.clear()
          }}
          onClose={() => setRejecting(null)}
        />
      )}
    </>
  )
}

interface OwnerRowProps {
  payment: Payment
  decisions: Decisions
  onReject: () => void
}

function OwnerRow({ payment, decisions, onReject }: OwnerRowProps) {
  const { open, failures, ticks, confirm, rowFocused } = decisions
  const { money } = useFormats()
  const isOpen = open.has(payment.id)
  const failure = failures.get(payment.id)
  return (
    <PaymentRow
      payment={payment}
      onFocus={() => rowFocused(payment.id)}
      isTicked={ticks.ticked.has(payment.id)}
      failure={failure && `Not ${failure.decision.verdict}. ${sentence(failure.error)}`}
      tick={
        isOpen && (
          <Checkbox
            aria-label={`Tick ${spokenName(payment, money)}`}
            checked={ticks.ticked.has(payment.id)}
            onClick={(event) => ticks.toggle(payment.id, event.shiftKey)}
          />
        )
      }
      review={
        isOpen && (
          <ReviewButtons
            name={spokenName(payment, money)}
            onConfirm={() => confirm([payment])}
            onReject={onReject}
          />
        )
      }
    />
  )
}

interface DecisionBarsProps {
  decisions: Decisions
  kind: Payment['kind']
  onReject: () => void
}

/** What lies over the end of the list: the last decisions to take back, and what is ticked. */
function DecisionBars({ decisions, kind, onReject }: DecisionBarsProps) {
  const { batches, ticked } = decisions
  if (batches.length === 0 && ticked.length === 0) return null
  return (
    <div className="pointer-events-none fixed right-0 bottom-[calc(var(--bar)+0.5rem)] left-(--side) z-10 px-4 md:px-6 xl:px-8 print:hidden">
      <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-2 *:pointer-events-auto">
        <div className="md:ml-auto md:w-96">
          <UndoBar batches={batches} onUndo={decisions.undo} />
        </div>
        {ticked.length > 0 && (
          <BulkBar
            count={ticked.length}
            kind={kind}
            sum={ticked.reduce((total, { amount }) => total + amount, 0)}
            onConfirm={() => {
              decisions.confirm(ticked)
              decisions.ticks.clear()
            }}
            onReject={onReject}
            onClear={decisions.ticks.clear}
          />
        )}
      </div>
    </div>
  )
}

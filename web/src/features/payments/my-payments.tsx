import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePages } from '@/api/use-pages'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import type { Payment } from '@/domain/payment-labels'
import { useCan, useSeesAll } from '@/domain/permissions'
import { myDayQuery } from '@/features/analytics/queries'
import { Awaiting } from './awaiting'
import { CancelPayment, useCanCancel } from './cancel-payment'
import { PaymentFilters } from './payment-filters'
import { PaymentList } from './payment-list'
import { PaymentRow } from './payment-row'
import { paymentsQuery } from './queries'
import { type Shown, usePaymentFilters } from './use-payment-filters'

const TABS: readonly Shown[] = ['all', 'awaiting', 'confirmed', 'rejected']

/** The payments that somebody sees who decides on none; what was rejected of their own lately comes first. */
export function MyPayments() {
  const filters = usePaymentFilters('all', TABS)
  const canCancel = useCanCancel()
  const [cancelling, setCancelling] = useState<Payment | null>(null)
  const query = usePages(paymentsQuery(filters.filter))
  const hasDay = useCan('my_day:read')
  const seesAll = useSeesAll()
  const day = useQuery({ ...myDayQuery, enabled: hasDay })
  const rejected = day.data?.rejected_recently ?? []
  const isUnfiltered = filters.shown === 'all' && filters.narrowedBy === 0
  return (
    <>
      <PageHeader title="Money" tab="Payments">
        {hasDay && (
          <Awaiting
            label="Waiting for owner"
            kind="payment"
            waiting={day.data?.awaiting_confirmation}
            error={day.error}
          />
        )}
      </PageHeader>
      <PlaceTabs of="Money" />
      {isUnfiltered && rejected.length > 0 && (
        <Card className="mb-4 border-l-2 border-l-danger">
          <CardHead title="Recently rejected" note="The customer owes these amounts again" />
          <ul>
            {rejected.map((payment) => (
              <li key={payment.id} className="[&:last-child>div]:border-b-0">
                <PaymentRow payment={payment} withName={false} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <PaymentFilters filters={filters} order={TABS} withManagers={false} />
      <Card>
        <PaymentList
          filters={filters}
          rows={query.rows}
          query={query}
          renderRow={(payment) => (
            <PaymentRow
              payment={payment}
              withName={seesAll}
              review={
                canCancel(payment) && (
                  <Button size="sm" variant="outline" onClick={() => setCancelling(payment)}>
                    Cancel payment
                  </Button>
                )
              }
            />
          )}
        />
      </Card>
      {cancelling && <CancelPayment payment={cancelling} onClose={() => setCancelling(null)} />}
    </>
  )
}

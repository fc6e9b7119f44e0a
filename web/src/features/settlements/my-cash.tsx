import { useQuery } from '@tanstack/react-query'
import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { Money } from '@/components/money'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { type Settlement, settlementsQuery } from '@/domain/settlements'
import { workshopQuery } from '@/domain/workshop'
import { MyCustody } from '@/features/custody/my-custody'
import { useUnsent } from '@/outbox/outbox'
import { CancelHandOver } from './cancel-hand-over'
import { CountForm } from './count-form'
import { type Cash, cashQuery } from './queries'
import { SettleForm } from './settle-form'
import { SettlementList } from './settlement-list'
import { SettlementRow } from './settlement-row'
import { UnsentCash } from './unsent-card'
import { withUnsent } from './unsent-cash'
import { fillSettleForm } from './use-settle-form'

const ownQuery = settlementsQuery({}, true)

/** A manager's cash: what is in hand, handing it over, and what became of it. */
export function MyCash() {
  const { data: workshop } = useQuery(workshopQuery)
  // What the server would not take comes back into the form, which then begins anew.
  const { key } = useLocation()
  const [takingBack, setTakingBack] = useState<Settlement | null>(null)
  return (
    <>
      <PageHeader title="Money" tab="Cash" />
      <PlaceTabs of="Money" />
      {workshop?.blind_counts ? <Counted key={key} /> : <ByAmount key={key} />}
      <Card className="mt-6">
        <CardHead title="Handed over" />
        <SettlementList
          query={ownQuery}
          empty="Cash you hand over is listed here, with the owner's answer."
          renderRow={(settlement) => (
            <SettlementRow
              settlement={settlement}
              takeBack={
                settlement.verdict === 'pending' && (
                  <Button size="sm" variant="outline" onClick={() => setTakingBack(settlement)}>
                    Take back
                  </Button>
                )
              }
            />
          )}
        />
      </Card>
      {takingBack && <CancelHandOver settlement={takingBack} onClose={() => setTakingBack(null)} />}
    </>
  )
}

function Counted() {
  return (
    <>
      <UnsentCash />
      <MyCustody />
      <CountForm />
    </>
  )
}

/** What is in hand by the books, and handing it over by its sum. */
function ByAmount() {
  const cash = useQuery(cashQuery)
  const entries = useUnsent()
  const { decimals } = useFormats()
  // Filled in anew, the form begins anew.
  const [filled, setFilled] = useState(0)
  const propose = (amount: number) => {
    fillSettleForm(amount)
    setFilled((times) => times + 1)
  }
  if (cash.data) {
    const mine = withUnsent(cash.data, entries, decimals)
    return (
      <>
        <UnsentCash />
        <Figures cash={mine} />
        <MyCustody propose={propose} />
        {mine.available > 0 ? <SettleForm key={filled} cash={mine} /> : <NothingToSettle cash={mine} />}
      </>
    )
  }
  if (!cash.isError) return <Loading />
  return (
    <Card>
      <ErrorState error={cash.error} onRetry={() => void cash.refetch()} />
    </Card>
  )
}

function Figures({ cash }: { cash: Cash }) {
  return (
    <dl className="mb-4 grid grid-cols-2 border bg-card lg:grid-cols-[repeat(3,minmax(max-content,1fr))]">
      <div className="col-span-2 border-b px-4 py-3 lg:col-span-1 lg:border-b-0">
        <dt className="label-caps">Cash in hand</dt>
        <dd>
          <Money amount={cash.cash_in_hand} className="text-4xl leading-tight" />
        </dd>
      </div>
      <div className="px-4 py-3 lg:border-l">
        <dt className="label-caps">Waiting for owner</dt>
        <dd>
          <Money
            amount={cash.pending_settlement}
            columns={2}
            tone={cash.pending_settlement > 0 ? 'waiting' : 'muted'}
            className="text-xl lg:text-2xl lg:leading-[2.8rem]"
          />
        </dd>
      </div>
      <div className="border-l px-4 py-3">
        <dt className="label-caps">To hand over</dt>
        <dd>
          <Money amount={cash.available} columns={2} className="text-xl lg:text-2xl lg:leading-[2.8rem]" />
        </dd>
      </div>
    </dl>
  )
}

function NothingToSettle({ cash }: { cash: Cash }) {
  const { money } = useFormats()
  return (
    <Card>
      <EmptyState
        icon={HandCoins}
        title={cash.pending_settlement > 0 ? 'All of it is waiting for the owner' : 'No cash in hand'}
      >
        {cash.pending_settlement > 0
          ? `${money(cash.pending_settlement)} is waiting until the owner has received it.`
          : 'Cash that you take on a job shows up here, to hand over to the owner.'}
      </EmptyState>
    </Card>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading cash">
      <Skeleton className="mb-4 h-36 lg:h-20" />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Skeleton className="h-80" />
        <Skeleton className="h-72" />
      </div>
    </div>
  )
}

import { useSearchParams } from 'react-router'
import { ManagerSelect } from '@/components/manager-select'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { type SettlementFilter, settlementsQuery } from '@/domain/settlements'
import { CountsCard } from '@/features/custody/counts-card'
import { HoldersCard } from '@/features/custody/holders-card'
import { SettlementList } from './settlement-list'
import { SettlementRow } from './settlement-row'
import { WaitingSettlements } from './waiting-settlements'

type Shown = 'all' | 'confirmed' | 'rejected'
const FILTERS: Record<Shown, SettlementFilter> = {
  all: {},
  confirmed: { confirmed: true },
  rejected: { rejected: true },
}
const OPTIONS: readonly { value: Shown; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'confirmed', label: 'Received' },
  { value: 'rejected', label: 'Rejected' },
]

/** The owner's view of cash: what to receive now, who holds the rest, and what was received. */
export function OwnerSettlements() {
  return (
    <>
      <PageHeader title="Money" tab="Cash" />
      <PlaceTabs of="Money" />
      <div className="mb-6 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <WaitingSettlements />
        <div className="grid gap-4">
          <HoldersCard />
          <CountsCard />
        </div>
      </div>
      <History />
    </>
  )
}

function History() {
  const [params, setParams] = useSearchParams()
  const shown = OPTIONS.find(({ value }) => value === params.get('tab'))?.value ?? 'all'
  const manager = params.get('manager') ?? ''
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (value) after.set(name, value)
        else after.delete(name)
        return after
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <Card>
      <header className="flex flex-wrap items-center gap-2 border-b px-4 py-3">
        <h2 className="mr-auto w-full text-lg leading-tight sm:w-auto">History</h2>
        <Choice
          label="Status"
          value={shown}
          options={OPTIONS}
          onChange={(value) => set('tab', value === 'all' ? '' : value)}
          className="w-full sm:w-72"
        />
        <div className="w-full sm:w-48">
          <ManagerSelect value={manager} onChange={(id) => set('manager', id)} />
        </div>
      </header>
      <SettlementList
        query={settlementsQuery({ ...FILTERS[shown], ...(manager && { manager_id: manager }) })}
        // Those that wait stand above.
        only={({ verdict }) => verdict !== 'pending'}
        empty="Cash that you have received or rejected is listed here."
        renderRow={(settlement) => <SettlementRow settlement={settlement} withName />}
      />
    </Card>
  )
}

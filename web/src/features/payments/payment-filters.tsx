import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { ManagerSelect } from '@/components/manager-select'
import { PeriodFilter } from '@/components/period-filter'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Select } from '@/components/ui/input'
import { useCountry } from '@/domain/formats'
import { methodOptions } from '@/domain/payment-labels'
import { cn } from '@/lib/cn'
import type { PaymentFilters as Filters, Shown } from './use-payment-filters'

const SHOWN: Record<Shown, string> = {
  awaiting: 'To confirm',
  confirmed: 'Confirmed',
  rejected: 'Rejected',
  all: 'All',
}

interface PaymentFiltersProps {
  filters: Filters
  order: readonly Shown[]
  withManagers: boolean
}

/** The decision side by side; the rest in a line of its own, folded away on a phone until it is wanted. */
export function PaymentFilters({ filters, order, withManagers }: PaymentFiltersProps) {
  const country = useCountry()
  const { shown, kind, method, manager, period, narrowedBy } = filters
  const [isOpen, setOpen] = useState(narrowedBy > 0)
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      {order.length > 0 && (
        <Choice
          label="Status"
          value={shown}
          options={order.map((value) => ({ value, label: SHOWN[value] }))}
          onChange={filters.setShown}
          className="min-w-0 flex-1 md:w-96 md:flex-none [&>label]:px-1"
        />
      )}
      <Button
        variant="outline"
        size="icon"
        className={cn('md:hidden', order.length > 0 ? 'h-auto self-stretch' : 'ml-auto')}
        aria-expanded={isOpen}
        aria-label={narrowedBy > 0 ? `Filter, ${narrowedBy} set` : 'Filter'}
        onClick={() => setOpen(!isOpen)}
      >
        <SlidersHorizontal aria-hidden className={cn(narrowedBy > 0 && 'text-danger')} />
      </Button>
      <div
        className={cn(
          'grid w-full grid-cols-2 gap-2 md:flex md:w-auto md:items-center lg:[&>select]:w-40 xl:ml-auto',
          !isOpen && 'max-md:hidden',
        )}
      >
        <Select aria-label="Kind" value={kind} onChange={(event) => filters.setKind(event.target.value)}>
          <option value="payment">Payments</option>
          <option value="refund">Refunds</option>
        </Select>
        <Select
          aria-label="Method"
          value={method}
          onChange={(event) => filters.setMethod(event.target.value)}
        >
          <option value="">All methods</option>
          {methodOptions(country).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        {withManagers && <ManagerSelect value={manager} onChange={filters.setManager} />}
        <PeriodFilter value={period} onChange={filters.setPeriod} />
        {narrowedBy > 0 && (
          <Button variant="ghost" onClick={filters.clear}>
            Clear
          </Button>
        )}
      </div>
    </div>
  )
}

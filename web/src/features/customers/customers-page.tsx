import { UserRound } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { useCan } from '@/domain/permissions'
import { shownPhone } from '@/domain/phone'
import { type Customer, customersQuery } from './queries'
import { SearchedList } from './searched-list'

/** Who brings vehicles, and what each still owes. */
export function Component() {
  return (
    <SearchedList
      title="Customers"
      one="customer"
      icon={UserRound}
      query={customersQuery}
      renderRow={(customer) => <CustomerLine customer={customer} />}
      rowHeight={65}
      placeholder="Name or phone"
      other={useCan('vehicles:read') ? { to: '/vehicles', label: 'Vehicles' } : null}
      whenNone="Each customer is kept here from the first job on."
      whenNoMatch="Type the first letters of a name, or the first digits of a phone number."
    />
  )
}

const CustomerLine = memo(function CustomerLine({ customer }: { customer: Customer }) {
  const { name, phones, outstanding_amount: outstanding, jobs_owing: owing } = customer
  return (
    <Link
      to={`/customers/${customer.id}`}
      className="flex min-h-16 items-center justify-between gap-4 border-b px-4 py-2 transition-colors hover:bg-raised focus-visible:outline-offset-[-2px]"
    >
      <span className="min-w-0">
        <span className="block break-words font-medium">{name}</span>
        <span className="figure block text-muted text-xs">{phones.map(shownPhone).join(', ')}</span>
      </span>
      {outstanding > 0 && (
        <span className="shrink-0 text-right">
          <span className="sr-only">Outstanding </span>
          <Money amount={outstanding} tone="risk" className="block font-medium" />
          <span className="block text-muted text-xs">on {owing === 1 ? '1 job' : `${owing} jobs`}</span>
        </span>
      )}
    </Link>
  )
})

import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { EmptyState } from '@/components/states'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { useFormats } from '@/domain/formats'
import { shownPhone } from '@/domain/phone'
import { shownDay } from '@/lib/days'
import type { Dashboard } from './queries'

type Risk = Dashboard['credit_risk']
type By = 'customers' | 'largest' | 'longest'

const CHOICES: readonly { value: By; label: string }[] = [
  { value: 'customers', label: 'Customers' },
  { value: 'largest', label: 'Largest' },
  { value: 'longest', label: 'Longest' },
]

interface CreditCardProps {
  risk: Risk
  managerId: string
  className?: string
}

/** Who owes most, and on which jobs most is owed and longest. */
export function CreditCard({ risk, managerId, className }: CreditCardProps) {
  const [wanted, setWanted] = useState<By>('customers')
  // What customers owe is known of the whole garage only.
  const choices = managerId ? CHOICES.filter(({ value }) => value !== 'customers') : CHOICES
  const by = managerId && wanted === 'customers' ? 'largest' : wanted
  return (
    <Card className={className}>
      <header className="flex h-12 items-center justify-between gap-3 border-b pr-1.5 pl-4">
        <h2 className="whitespace-nowrap text-lg leading-tight">Who owes</h2>
        <Choice label="Who owes, by" value={by} options={choices} onChange={setWanted} />
      </header>
      <div className="min-h-[17.75rem]">
        {risk[by].length === 0 ? (
          <EmptyState icon={HandCoins} title="Nobody owes anything">
            Jobs that are not paid in full are listed here, with who to call first.
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {by === 'customers'
              ? risk.customers.map((customer) => <Customer key={customer.customer_id} customer={customer} />)
              : risk[by].map((job) => <Job key={job.id} job={job} />)}
          </ul>
        )}
      </div>
    </Card>
  )
}

function Customer({ customer }: { customer: Risk['customers'][number] }) {
  const { today } = useFormats()
  const { customer_id, phone, name, amount, jobs, since } = customer
  const what = jobs === 1 ? '1 job' : `${jobs} jobs`
  return (
    <Row
      to={`/customers/${customer_id}`}
      name={name}
      more={shownPhone(phone)}
      note={since ? `${what}, since ${shownDay(since, today())}` : what}
      amount={amount}
    />
  )
}

function Job({ job }: { job: Risk['largest'][number] }) {
  const { vehicle_number: plate, customer_name: customer, days, manager_name: manager, amount } = job
  const age = days === 0 ? 'taken in today' : days === 1 ? '1 day' : `${days} days`
  return (
    <Row
      to={`/jobs/${job.id}`}
      name={customer}
      more={plate}
      note={[age, manager].filter(Boolean).join(' · ')}
      amount={amount}
    />
  )
}

interface RowProps {
  to: string
  name: string
  more: string
  note: string
  amount: number
}

function Row({ to, name, more, note, amount }: RowProps) {
  return (
    <li>
      <Link
        to={to}
        className="flex min-h-14 items-center gap-4 px-4 py-1.5 transition-colors hover:bg-raised"
      >
        <span className="min-w-0 flex-1 @xl:grid @xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] @xl:items-center @xl:gap-4">
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="text-sm">{name}</span>
            <span className="figure shrink-0 text-muted text-xs">{more}</span>
          </span>
          <span className="block text-muted text-xs">{note}</span>
        </span>
        <Money amount={amount} tone="risk" className="text-sm" />
      </Link>
    </li>
  )
}

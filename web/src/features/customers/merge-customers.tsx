import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { usePages } from '@/api/use-pages'
import { isUnderWay, useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Money } from '@/components/money'
import { SearchBox } from '@/components/search-box'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { shownPhone } from '@/domain/phone'
import { refreshRecords } from '@/domain/refresh'
import { LinesSkeleton } from './lines-skeleton'
import { movesOf } from './merging'
import { type Customer, type CustomerDetail, customerQuery, customersQuery } from './queries'

const OFFERED = 8

/** Lets another customer be the same as this one: found, looked at, then merged. */
export default function MergeCustomers({
  customer,
  onClose,
}: {
  customer: CustomerDetail
  onClose: () => void
}) {
  const [other, setOther] = useState<Customer | null>(null)
  const [isUnderWayNow, setUnderWay] = useState(false)
  return (
    <Dialog open onOpenChange={(open) => !open && !isUnderWayNow && onClose()}>
      <DialogContent
        title="Merge customers"
        description={
          other
            ? 'The two become one customer. You can undo it for a day.'
            : `Who is the same customer as ${customer.name}?`
        }
      >
        {other ? (
          <Preview
            customer={customer}
            other={other}
            onBack={() => setOther(null)}
            onClose={onClose}
            onUnderWay={setUnderWay}
          />
        ) : (
          <Finder customer={customer} onPick={setOther} />
        )}
      </DialogContent>
    </Dialog>
  )
}

/** Finds the other one; people of the same name are offered first. */
function Finder({ customer, onPick }: { customer: CustomerDetail; onPick: (other: Customer) => void }) {
  const [q, setQ] = useState(() => customer.name.split(/\s+/)[0] ?? '')
  const query = usePages(customersQuery(q))
  const others = query.rows.filter(({ id }) => id !== customer.id).slice(0, OFFERED)
  return (
    <>
      <SearchBox
        q={q}
        onSearch={setQ}
        isSearching={query.isPlaceholderData}
        label="Search customers"
        placeholder="Name or phone"
        className="mb-3"
      />
      {query.isPending ? (
        <LinesSkeleton label="Loading customers" />
      ) : query.isError ? (
        <Notice>{sentence(query.error)}</Notice>
      ) : others.length === 0 ? (
        <p className="py-6 text-center text-muted text-sm">
          {q === ''
            ? 'There is no other customer yet.'
            : `Nobody else matches “${q}”. Type another name or phone.`}
        </p>
      ) : (
        <ul aria-label="Customers" className="max-h-[45dvh] divide-y overflow-y-auto border">
          {others.map((other) => (
            <li key={other.id}>
              <button
                type="button"
                onClick={() => onPick(other)}
                className="flex min-h-14 w-full items-center justify-between gap-4 px-3 py-2 text-left hover:bg-raised focus-visible:outline-offset-[-2px]"
              >
                <span className="min-w-0">
                  <span className="block break-words font-medium text-sm">{other.name}</span>
                  <span className="figure block text-muted text-xs">
                    {other.phones.map(shownPhone).join(', ') || 'No phone'}
                  </span>
                </span>
                {other.outstanding_amount > 0 && <Money amount={other.outstanding_amount} tone="risk" />}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface PreviewProps {
  customer: CustomerDetail
  other: Customer
  onBack: () => void
  onClose: () => void
  onUnderWay: (isUnderWay: boolean) => void
}

/** What moves to whom; the name that stays is a choice. */
function Preview({ customer, other, onBack, onClose, onUnderWay }: PreviewProps) {
  const details = useQuery(customerQuery(other.id))
  const [keptId, setKeptId] = useState(customer.id)
  const [refusal, setRefusal] = useState<string | null>(null)
  const kept = keptId === customer.id ? customer : details.data
  const goes = keptId === customer.id ? details.data : customer
  const { submit, state } = useMerge({ customer, onClose, onUnderWay, onRefused: setRefusal })
  if (details.isError) return <Notice>{sentence(details.error)}</Notice>
  if (!kept || !goes) return <LinesSkeleton label="Loading the customer" />
  return (
    <div className="space-y-4">
      {refusal && <Notice>{refusal}</Notice>}
      {state === 'unanswered' && (
        <Notice tone="warning">No answer from the server yet. We keep trying; they are merged once.</Notice>
      )}
      <Field label="Name that stays">
        {() => (
          <Choice
            label="Name that stays"
            value={keptId}
            disabled={state !== 'idle'}
            onChange={setKeptId}
            options={[customer, other].map(({ id, name, phones }) => ({
              value: id,
              label:
                customer.name === other.name
                  ? `${name}, ${phones[0] ? shownPhone(phones[0]) : 'no phone'}`
                  : name,
            }))}
          />
        )}
      </Field>
      <WhatMoves kept={kept} goes={goes} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button variant="outline" onClick={onBack} disabled={isUnderWay(state)}>
          Choose another
        </Button>
        <Button
          variant="primary"
          busy={state !== 'idle'}
          onClick={() => {
            setRefusal(null)
            onUnderWay(true)
            void submit({ id: kept.id, customer_id: goes.id })
          }}
        >
          Merge
        </Button>
      </div>
    </div>
  )
}

interface MergeOptions extends Pick<PreviewProps, 'customer' | 'onClose' | 'onUnderWay'> {
  onRefused: (words: string) => void
}

/** Merges a customer with another exactly once, and leads to the one that stays. */
function useMerge({ customer, onClose, onUnderWay, onRefused }: MergeOptions) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useSubmission({
    name: `merge:${customer.id}`,
    send: ({ id, ...body }: Schemas['Merge'] & { id: string }, key) =>
      unwrap(
        api.POST('/api/customers/{customer_id}/merge', {
          params: { path: { customer_id: id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone: ({ customer: merged }) => {
      toast.success('Customers merged')
      onUnderWay(false)
      onClose()
      refreshRecords(client)
      if (merged.id !== customer.id) void navigate(`/customers/${merged.id}`, { replace: true })
    },
    onRefused: (problem) => {
      onUnderWay(false)
      refreshRecords(client)
      onRefused(problem.message)
    },
  })
}

function WhatMoves({ kept, goes }: { kept: CustomerDetail; goes: CustomerDetail }) {
  const { moves, stays } = movesOf(kept, goes)
  return (
    <div className="border px-3 py-2.5 text-sm">
      <p className="font-medium">What moves to {kept.name}</p>
      <ul className="mt-1 list-disc pl-5 text-muted">
        {moves.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
      {goes.outstanding_amount > 0 && (
        <p className="mt-2">
          {kept.name} will then owe <Money amount={kept.outstanding_amount + goes.outstanding_amount} />.
        </p>
      )}
      {stays && <p className="mt-2 text-muted">{stays}</p>}
    </div>
  )
}

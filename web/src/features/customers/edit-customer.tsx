import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { Field } from '@/components/field'
import { Input, Textarea } from '@/components/ui/input'
import { offerUndo } from '@/components/undo'
import type { Country } from '@/domain/country'
import { useCountry } from '@/domain/formats'
import { refreshRecords } from '@/domain/refresh'
import {
  type CustomerRead,
  type CustomerText,
  changesOf,
  customerSchema,
  textOf,
  wayBack,
} from './customer-form'
import { EditRecord } from './edit-record'
import { type CustomerDetail, customerQuery } from './queries'
import { useEditRecord } from './use-edit-record'

const linesOf = ({
  taxNumber,
  postalCode,
  region,
}: Country): { name: keyof CustomerText; label: string; hint?: string }[] => [
  { name: 'email', label: 'E-mail' },
  { name: 'legal_name', label: 'Name on bills', hint: 'If it is another one, such as a company.' },
  { name: 'gst_number', label: taxNumber },
  { name: 'line', label: 'Address' },
  { name: 'city', label: 'City' },
  { name: 'pin', label: postalCode },
  { name: 'state', label: region },
]

const stateOf = (customer: CustomerDetail) => ({ text: textOf(customer), version: customer.version })

const update = (id: string, body: Schemas['CustomerUpdate']) =>
  unwrap(api.PATCH('/api/customers/{customer_id}', { params: { path: { customer_id: id } }, body }))

/** Changes what a customer is called and how he is reached. */
export default function EditCustomer({
  customer,
  onClose,
}: {
  customer: CustomerDetail
  onClose: () => void
}) {
  const client = useQueryClient()
  const country = useCountry()
  const { form, frame } = useEditRecord({
    name: `customer:${customer.id}`,
    resolver: zodResolver(customerSchema),
    now: stateOf(customer),
    reread: async () => stateOf(await client.fetchQuery({ ...customerQuery(customer.id), staleTime: 0 })),
    changesOf,
    save: (body: Schemas['CustomerUpdate']) => update(customer.id, body),
    onSaved: ({ customer: changed, warnings }, sent, before) => {
      const about = warnings.join(' ') || changed.name
      const undone = `${before.name}: as before the change`
      const old = customerSchema.safeParse(before)
      // What an older version let in may be no input that this one takes.
      if (!old.success) toast.success('Customer changed', { description: about })
      else
        offerUndo({ said: 'Customer changed', about, undone, undo: () => putBack(changed, sent, old.data) })
      refreshRecords(client)
    },
    onClose,
  })
  const { errors } = form.formState
  /** Refused where somebody changed the customer since. */
  const putBack = (
    { id, version }: Pick<CustomerDetail, 'id' | 'version'>,
    sent: Schemas['CustomerUpdate'],
    old: CustomerRead,
  ) => update(id, { ...wayBack(sent, old), version }).finally(() => refreshRecords(client))
  return (
    <EditRecord title="Edit customer" {...frame}>
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <Field label="Phones" optional error={errors.phones?.message} hint="One on each line.">
        {(control) => (
          <Textarea {...control} {...form.register('phones')} inputMode="tel" className="figure" />
        )}
      </Field>
      {linesOf(country).map(({ name, label, hint }) => (
        <Field key={name} label={label} optional error={errors[name]?.message} hint={hint}>
          {(control) => <Input {...control} {...form.register(name)} autoComplete="off" />}
        </Field>
      ))}
      <Field label="Notes" optional error={errors.notes?.message} className="sm:col-span-2">
        {(control) => <Textarea {...control} {...form.register('notes')} />}
      </Field>
    </EditRecord>
  )
}

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
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
import { changedNames, EditRecord } from './edit-record'
import type { CustomerDetail } from './queries'
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
  const { form, before, close } = useEditRecord({
    name: `customer:${customer.id}`,
    resolver: zodResolver(customerSchema),
    now: { text: textOf(customer), version: customer.version },
    onClose,
  })
  const { errors } = form.formState
  const [refusal, setRefusal] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (body: Schemas['CustomerUpdate']) =>
      unwrap(
        api.PATCH('/api/customers/{customer_id}', {
          params: { path: { customer_id: customer.id } },
          body: { ...body, version: before.version },
        }),
      ),
    onSuccess: ({ customer: changed, warnings }, sent) => {
      const about = warnings.join(' ') || changed.name
      const undone = `${before.text.name}: as before the change`
      const old = customerSchema.safeParse(before.text)
      // What an older version let in may be no input that this one takes.
      if (!old.success) toast.success('Customer changed', { description: about })
      else
        offerUndo({ said: 'Customer changed', about, undone, undo: () => putBack(changed, sent, old.data) })
      close()
      refreshRecords(client)
    },
    onError: (problem) =>
      setRefusal(problem instanceof Problem ? showProblem(form, problem) : sentence(problem)),
  })
  /** Refused where somebody changed the customer since. */
  const putBack = (
    { id, version }: Pick<CustomerDetail, 'id' | 'version'>,
    sent: Schemas['CustomerUpdate'],
    old: CustomerRead,
  ) =>
    unwrap(
      api.PATCH('/api/customers/{customer_id}', {
        params: { path: { customer_id: id } },
        body: { ...wayBack(sent, old), version },
      }),
    ).finally(() => refreshRecords(client))
  const send = form.handleSubmit((read) => {
    setRefusal(null)
    const changes = changesOf(before.text, form.getValues(), read)
    if (Object.keys(changes).length === 0) return close()
    save.mutate(changes)
  })
  const isBusy = save.isPending || save.isSuccess
  return (
    <EditRecord
      title="Edit customer"
      isDirty={changedNames(before.text, form.watch()).length > 0}
      isBusy={isBusy}
      refusal={refusal}
      onSubmit={send}
      onClose={close}
    >
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

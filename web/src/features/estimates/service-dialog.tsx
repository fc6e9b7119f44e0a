import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Input, Select } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { readAmount, typedAmount } from '@/lib/amount'
import { newId } from '@/lib/new-id'
import { useTyped } from '@/lib/use-draft'
import { addService, changeService, estimateQuery, type Service, serviceTemplatesQuery } from './queries'

type Item = Schemas['ItemIn']

interface LineText {
  key: string
  kind: Item['kind']
  description: string
  quantity: string
  price: string
  /** What is sent with it as it was: the rate, the code, the discount. */
  kept: Partial<Item>
}

interface Typed {
  title: string
  reason: string
  templateId: string | null
  lines: LineText[]
}

/** What a new service begins with. */
interface ServiceStart {
  title?: string
  reason?: string | null
  photo_ids?: string[]
}

interface ServiceDialogProps {
  jobId: string
  /** The service that is changed; without one a new one is proposed. */
  service?: Service
  start?: ServiceStart
  onClose: () => void
}

const KINDS = [
  { value: 'labour', label: 'Labour' },
  { value: 'part', label: 'Part' },
] as const

function emptyLine(kind: Item['kind'] = 'labour', description = ''): LineText {
  return { key: newId(), kind, description, quantity: '1', price: '', kept: {} }
}

function textOfLine(line: Service['lines'][number], decimals: number): LineText {
  return {
    key: newId(),
    kind: line.kind,
    description: line.description,
    quantity: String(line.quantity),
    price: typedAmount(line.unit_price, decimals),
    kept: {
      unit: line.unit,
      discount: line.discount,
      tax_rate_bp: line.tax_rate_bp,
      hsn_sac: line.hsn_sac || null,
    },
  }
}

/** Reads the lines as they are sent; null when one is not right yet. */
function readLines(lines: readonly LineText[], decimals: number): Item[] | null {
  const items = lines
    .filter(({ description, price }) => description.trim() !== '' || price.trim() !== '')
    .map(({ kind, description, quantity, price, kept }) => {
      const [many, each] = [readAmount(quantity, 3), readAmount(price, decimals)]
      if (description.trim() === '' || !many.ok || many.amount === 0 || !each.ok) return null
      return {
        discount: 0,
        unit: '',
        ...kept,
        kind,
        description: description.trim(),
        quantity: many.amount,
        unit_price: each.amount,
      }
    })
  return items.length > 0 && items.every((item) => item !== null) ? items : null
}

/** A piece of work that the customer is asked about: a usual job of the garage, or its title, reason and lines. */
export default function ServiceDialog({ jobId, service, start = {}, onClose }: ServiceDialogProps) {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const { data: templates = [] } = useQuery({ ...serviceTemplatesQuery, enabled: !service })
  const { typed, type, forget } = useTyped<Typed>(
    `service:${service ? `${service.id}:${service.revision}` : `${jobId}:${start.title ?? ''}`}`,
    {
      title: service?.title ?? start.title ?? '',
      reason: service?.reason ?? start.reason ?? '',
      templateId: null,
      lines: service?.lines.map((line) => textOfLine(line, decimals)) ?? [
        emptyLine('labour', start.title ?? ''),
      ],
    },
  )
  const { title, reason, templateId, lines } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const items = readLines(lines, decimals)
  const submission = useSubmission({
    name: `service:${service?.id ?? jobId}`,
    send: (body: Schemas['ServiceIn'], key) =>
      service
        ? changeService(jobId, service.id, {
            title: body.title ?? null,
            reason: body.reason ?? null,
            items: body.items,
            revision: service.revision,
          })
        : addService(jobId, body, key),
    onDone: ({ message, estimate }) => {
      client.setQueryData(estimateQuery(jobId).queryKey, estimate)
      void client.invalidateQueries({ queryKey: ['jobs'] })
      toast.success(message)
      close()
    },
    onSame: close,
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id)
    if (!template) return type({ templateId: null })
    type({
      templateId: id,
      title: start.title || template.title,
      reason: reason || (template.reason ?? ''),
      lines: template.lines.map(({ kind, description, quantity, unit, unit_price: price }) => ({
        key: newId(),
        kind,
        description,
        quantity: String(quantity),
        price: price === null ? '' : typedAmount(price, decimals),
        kept: { unit },
      })),
    })
  }
  const change = (key: string, changed: Partial<LineText>) =>
    type({ lines: lines.map((line) => (line.key === key ? { ...line, ...changed } : line)) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() === '') return setRefusal('Say what is to be done, such as "Front brake pads".')
    if (!items) return setRefusal('Each line needs what it is, how many, and a price in digits.')
    setRefusal(null)
    void submission.submit({
      title: title.trim(),
      reason: reason.trim() || null,
      items,
      photo_ids: start.photo_ids ?? [],
      template_id: templateId,
      repeat: false,
    })
  }
  const sum = items?.reduce(
    (total, item) => total + item.quantity * item.unit_price - (item.discount ?? 0),
    0,
  )
  return (
    <SubmissionDialog
      title={service ? 'Change service' : 'Add service'}
      description="The customer approves or declines it as a whole."
      state={submission.state}
      refusal={refusal}
      repeated={submission.repeated}
      another="Add again"
      action={`${service ? 'Save' : 'Add'}${sum ? `, ${money(sum)} before tax` : ''}`}
      onSubmit={submit}
      onClose={close}
    >
      {templates.length > 0 && (
        <Field label="Usual job" optional>
          {(control) => (
            <Select {...control} value={templateId ?? ''} onChange={(event) => choose(event.target.value)}>
              <option value="">None</option>
              {templates.map((template) => (
                <option key={template.id} value={template.id}>
                  {template.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field label="What is to be done">
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={title}
            onChange={(event) => type({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Why, for the customer" optional>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={reason}
            placeholder="For example: 2.5 mm are left"
            onChange={(event) => type({ reason: event.target.value })}
          />
        )}
      </Field>
      {(start.photo_ids?.length ?? 0) > 0 && (
        <Notice tone="info">The customer sees the photos of this finding beside it.</Notice>
      )}
      <ul className="space-y-3" aria-label="Lines">
        {lines.map((line, index) => (
          <li key={line.key} className="space-y-2 border-t pt-3">
            <div className="flex items-center justify-between gap-2">
              <Choice
                label={`Kind of line ${index + 1}`}
                value={line.kind}
                options={KINDS}
                onChange={(kind) => change(line.key, { kind })}
              />
              {lines.length > 1 && (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Remove line ${index + 1}`}
                  onClick={() => type({ lines: lines.filter(({ key }) => key !== line.key) })}
                >
                  <X aria-hidden />
                </Button>
              )}
            </div>
            <Input
              aria-label={`Line ${index + 1}`}
              placeholder="What"
              maxLength={500}
              value={line.description}
              onChange={(event) => change(line.key, { description: event.target.value })}
            />
            <div className="grid grid-cols-[5rem_minmax(0,1fr)] gap-2">
              <Input
                aria-label={`Quantity of line ${index + 1}`}
                inputMode="decimal"
                className="figure"
                value={line.quantity}
                onChange={(event) => change(line.key, { quantity: event.target.value })}
              />
              <AmountInput
                aria-label={`Price of line ${index + 1}`}
                placeholder="Price of one"
                text={line.price}
                value={line.price}
                onChange={(event) => change(line.key, { price: event.target.value })}
              />
            </div>
          </li>
        ))}
      </ul>
      <Button variant="outline" size="sm" onClick={() => type({ lines: [...lines, emptyLine('part')] })}>
        <Plus aria-hidden /> Line
      </Button>
    </SubmissionDialog>
  )
}

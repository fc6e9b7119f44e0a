import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { SettingsFrame } from '@/components/settings-frame'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { useSaving } from '@/components/use-saving'
import { useFormats } from '@/domain/formats'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
import { KINDS } from './kinds'
import { changeTrustSettings, type QuestionKind, type TrustSettings, trustSettingsQuery } from './queries'
import { type Boxes, boxesOf, readBoxes } from './settings-boxes'

/** From where on the owner is asked about something, and about what not at all. */
export function Component() {
  return (
    <SettingsFrame
      title="What is asked"
      back={{ to: '/trust', label: 'Questions' }}
      note="Every change to these is kept in the books, so nobody can turn a question off unseen."
      query={useQuery(trustSettingsQuery)}
    >
      {(settings) => (
        <>
          <Limits settings={settings} />
          <Muted settings={settings} />
        </>
      )}
    </SettingsFrame>
  )
}

interface NumberBox {
  name: keyof Boxes
  label: string
  hint?: string
}

const NUMBERS: NumberBox[] = [
  { name: 'discount_percent', label: 'Discount above, in %' },
  { name: 'late_hours', label: 'Entered later than, in hours' },
  { name: 'revisit_days', label: 'Free second visit within, in days' },
  { name: 'plates_of_phone', label: 'Cars per phone number, more than' },
  { name: 'night_from', label: 'Night begins at (hour)' },
  {
    name: 'night_to',
    label: 'Night ends at (hour)',
    hint: 'Enter the same hour twice if log-ins are not to be asked about.',
  },
]
const CAPS: NumberBox[] = [
  { name: 'cap_manager', label: 'Managers' },
  { name: 'cap_cashier', label: 'Cashiers' },
]

function useSavingSettings() {
  const client = useQueryClient()
  const { save, ...rest } = useSaving(({ settings }: Awaited<ReturnType<typeof changeTrustSettings>>) => {
    client.setQueryData(trustSettingsQuery.queryKey, settings)
    void client.invalidateQueries({ queryKey: ['trust'] })
  })
  const saveSettings = (body: Parameters<typeof changeTrustSettings>[0], settle?: () => void) =>
    save(async () => {
      const answer = await changeTrustSettings(body)
      settle?.()
      return answer
    })
  return { save: saveSettings, ...rest }
}

function Limits({ settings }: { settings: TrustSettings }) {
  const { decimals } = useFormats()
  const { save, refusal, setRefusal, isBusy } = useSavingSettings()
  const { boxes, type, settle } = useSavedBoxes('trust', boxesOf(settings))
  const set = (name: keyof Boxes) => (event: { target: { value: string } }) =>
    type({ [name]: event.target.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readBoxes(boxes, decimals, settings)
    if ('why' in read) return setRefusal(read.why)
    void save(read.body, () => settle(boxes))
  }
  const box = ({ name, label, hint }: NumberBox, optional = false) => (
    <Field key={name} label={label} hint={hint} optional={optional}>
      {(control) => (
        <Input {...control} inputMode="numeric" className="figure" value={boxes[name]} onChange={set(name)} />
      )}
    </Field>
  )
  return (
    <Card>
      <CardHead title="Limits" />
      <Form onSubmit={submit} className="space-y-4 p-4">
        {refusal && <Notice>{refusal}</Notice>}
        <Field label="Smallest amount asked about" hint="Smaller sums are not asked about.">
          {(control) => (
            <AmountInput
              {...control}
              text={boxes.least_amount}
              value={boxes.least_amount}
              onChange={set('least_amount')}
            />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">{NUMBERS.map((one) => box(one))}</div>
        <fieldset className="space-y-3 border-t pt-4">
          <legend className="float-left mb-3 w-full font-medium">Largest discount on a line, in %</legend>
          <p className="clear-both text-muted text-sm">
            Whoever wants to give more asks you first, and you answer with one tap. Empty: no cap.
          </p>
          <div className="grid grid-cols-2 gap-4">{CAPS.map((one) => box(one, true))}</div>
        </fieldset>
        <Button type="submit" busy={isBusy}>
          Save
        </Button>
      </Form>
    </Card>
  )
}

function Muted({ settings }: { settings: TrustSettings }) {
  const { save, refusal, isBusy } = useSavingSettings()
  const toggle = (kind: QuestionKind, isAsked: boolean) => {
    const others = settings.muted.filter((one) => one !== kind)
    void save({ muted: isAsked ? others : [...others, kind] })
  }
  return (
    <Card>
      <CardHead title="Kinds of questions" />
      {refusal && <Notice className="m-4">{refusal}</Notice>}
      <p className="px-4 pt-3 text-muted text-sm">
        What is not ticked is still recorded, but you are not asked about it.
      </p>
      <ul className="p-2" aria-busy={isBusy}>
        {(Object.keys(KINDS) as QuestionKind[]).map((kind) => (
          <li key={kind}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the box is inside */}
            <label className="flex min-h-11 items-center gap-1 pr-2 fine:min-h-9">
              <Checkbox
                data-records
                checked={!settings.muted.includes(kind)}
                disabled={isBusy}
                onCheckedChange={(isAsked) => toggle(kind, isAsked === true)}
              />
              {KINDS[kind].label}
            </label>
          </li>
        ))}
      </ul>
    </Card>
  )
}

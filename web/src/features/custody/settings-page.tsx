import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { AmountInput } from '@/components/amount-input'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { SettingsFrame } from '@/components/settings-frame'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Input, Select } from '@/components/ui/input'
import { useSaving } from '@/components/use-saving'
import { useFormats } from '@/domain/formats'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
import { type Custody, custodyQuery, type Holder, saveLimits, saveSettings } from './queries'
import { type Boxes, boxesOf, readBoxes } from './settings-boxes'

/** Up to where everybody, and each, may hold cash; by when it is counted; surprise counts by the server. */
export function Component() {
  return (
    <SettingsFrame
      title="Limits and counts of cash"
      back={{ to: '/trust', label: 'Questions' }}
      note="Every change to these is kept in the books."
      query={useQuery(custodyQuery)}
    >
      {(custody) => (
        <>
          <Garage custody={custody} />
          <div className="grid gap-4">
            {custody.holders
              .filter((holder) => holder.is_here)
              .map((holder) => (
                <Member key={holder.member_id} holder={holder} />
              ))}
          </div>
        </>
      )}
    </SettingsFrame>
  )
}

function useSavingCustody() {
  const client = useQueryClient()
  return useSaving(() => void client.invalidateQueries({ queryKey: custodyQuery.queryKey }))
}

interface BoxesProps {
  boxes: Boxes
  type: (changed: Partial<Boxes>) => void
}

function LimitBoxes({ boxes, type }: BoxesProps) {
  return (
    <>
      <Field label="Cash in hand, at most" optional hint="Empty: no limit.">
        {(control) => (
          <AmountInput
            {...control}
            text={boxes.amount}
            value={boxes.amount}
            onChange={({ target }) => type({ amount: target.value })}
          />
        )}
      </Field>
      <Field label="Hand over within (hours)" optional hint="Empty: no limit.">
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="figure"
            value={boxes.hours}
            onChange={({ target }) => type({ hours: target.value })}
          />
        )}
      </Field>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the box within it is a button, which a label may hold */}
      <label className="-ml-3 flex items-center">
        <Checkbox
          checked={boxes.needsWord}
          onCheckedChange={(checked) => type({ needsWord: checked === true })}
        />
        <span className="py-2">Beyond a limit, more cash needs my permission</span>
      </label>
      <Field label="Surprise counts a month">
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="figure"
            value={boxes.counts}
            onChange={({ target }) => type({ counts: target.value })}
          />
        )}
      </Field>
    </>
  )
}

function Garage({ custody: { settings } }: { custody: Custody }) {
  const { decimals } = useFormats()
  const { save, refusal, setRefusal, isBusy } = useSavingCustody()
  const { boxes, type, settle } = useSavedBoxes('custody', {
    ...boxesOf(settings),
    closes: settings.closes_at ?? '',
    from: settings.counts_from,
    until: settings.counts_until,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readBoxes(boxes, decimals)
    if ('why' in read) return setRefusal(read.why)
    const { closes, from, until } = boxes
    const hours = { closes_at: closes || null, counts_from: from, counts_until: until }
    void save(async () => {
      await saveSettings({ ...read.limits, ...hours })
      settle(boxes)
    })
  }
  const time = (name: 'closes' | 'from' | 'until', label: string, hint?: string) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type="time"
          value={boxes[name]}
          onChange={({ target }) => type({ [name]: target.value })}
        />
      )}
    </Field>
  )
  return (
    <Card>
      <CardHead title="Everybody" />
      <Form onSubmit={submit} className="space-y-4 p-4">
        {refusal && <Notice>{refusal}</Notice>}
        <LimitBoxes boxes={boxes} type={type} />
        <div className="grid grid-cols-2 gap-4">
          {time('from', 'Counts from')}
          {time('until', 'Counts until')}
        </div>
        {time('closes', 'Everybody counts at the end of the day, by', 'Empty: nobody is asked to.')}
        <Button type="submit" busy={isBusy}>
          Save
        </Button>
      </Form>
    </Card>
  )
}

function Member({ holder }: { holder: Holder }) {
  const { decimals } = useFormats()
  const { save, refusal, setRefusal, isBusy } = useSavingCustody()
  const { boxes, type, settle } = useSavedBoxes(`custody:${holder.member_id}`, {
    ...boxesOf(holder.limits),
    hasOwn: holder.has_own_limits,
  })
  const { hasOwn } = boxes
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readBoxes(boxes, decimals)
    if (hasOwn && 'why' in read) return setRefusal(read.why)
    void save(async () => {
      await saveLimits(holder.member_id, hasOwn && 'limits' in read ? read.limits : null)
      settle(boxes)
    })
  }
  return (
    <Card>
      <CardHead title={holder.name ?? 'Somebody'} />
      <Form onSubmit={submit} className="space-y-4 p-4">
        {refusal && <Notice>{refusal}</Notice>}
        <Select
          aria-label={`Limits of ${holder.name ?? 'this member'}`}
          value={hasOwn ? 'own' : 'all'}
          onChange={({ target }) => type({ hasOwn: target.value === 'own' })}
        >
          <option value="all">Same limits as everybody</option>
          <option value="own">Own limits</option>
        </Select>
        {hasOwn && <LimitBoxes boxes={boxes} type={type} />}
        {(hasOwn || holder.has_own_limits) && (
          <Button type="submit" busy={isBusy}>
            Save
          </Button>
        )}
      </Form>
    </Card>
  )
}

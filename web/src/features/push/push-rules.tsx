import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { type Push, pushQuery } from './queries'

type Event = Schemas['Pushed']

const EVENTS: Record<Schemas['Pushed'], string> = {
  payment_waiting: 'Payments to confirm',
  settlement_submitted: 'Cash handed over',
  refund_waiting: 'Refunds to confirm',
  discount_asked: 'Discounts to decide',
  channel_stopped: 'Messages to customers have stopped',
  check_failed: 'The books do not agree',
  estimate_answered: 'Answers of customers',
  customer_word: 'What customers say to me alone',
  cash_over_limit: 'Cash over its limit',
  question_presses: 'Questions that should not wait',
  count_asked: 'Counts of your cash',
}

/** What somebody is notified of, how much of it a locked screen shows, and when he is left alone. */
export function PushRules({ push }: { push: Push }) {
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: (body: Schemas['PushUpdate']) => unwrap(api.PUT('/api/push', { body })),
    onSuccess: (saved) => client.setQueryData(pushQuery.queryKey, saved),
    onError: () => void client.invalidateQueries({ queryKey: pushQuery.queryKey }),
  })
  return (
    <div className="space-y-3 border-t p-4 text-sm">
      {save.isError && <Notice>{sentence(save.error)}</Notice>}
      <fieldset>
        <legend className="font-medium">Tell me about</legend>
        {(Object.keys(push.events) as Event[]).map((event) => (
          <Tick
            key={event}
            label={EVENTS[event]}
            checked={push.events[event] ?? false}
            onChange={(isOn) => save.mutate({ events: { [event]: isOn } })}
          />
        ))}
      </fieldset>
      <Tick
        label="Show amounts on the locked screen"
        checked={push.shows_amounts}
        onChange={(shows) => save.mutate({ shows_amounts: shows })}
      />
      <div className="grid grid-cols-2 gap-3">
        <QuietTime
          label="Quiet from"
          time={push.quiet_from}
          onSave={(quiet_from) => save.mutate({ quiet_from })}
        />
        <QuietTime
          label="Quiet until"
          time={push.quiet_until}
          onSave={(quiet_until) => save.mutate({ quiet_until })}
        />
      </div>
      <p className="text-muted">
        What comes in quiet hours is told when they end. For no quiet hours, enter the same time twice.
      </p>
    </div>
  )
}

function Tick({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (isOn: boolean) => void
}) {
  const id = useId()
  return (
    <div className="flex items-center gap-2">
      <Checkbox data-records id={id} checked={checked} onCheckedChange={(isOn) => onChange(isOn === true)} />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}

interface QuietTimeProps {
  label: string
  time: string
  onSave: (time: string) => void
}

/** An end of the quiet hours, saved on leaving the box when it was changed. */
function QuietTime({ label, time, onSave }: QuietTimeProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          // Whatever is saved elsewhere stands there too.
          key={time}
          type="time"
          defaultValue={time}
          onBlur={({ target }) => target.value && target.value !== time && onSave(target.value)}
        />
      )}
    </Field>
  )
}

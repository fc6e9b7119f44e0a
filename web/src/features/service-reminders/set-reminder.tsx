import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Input, Select } from '@/components/ui/input'
import { asciiDigits } from '@/lib/digits'
import { useTyped } from '@/lib/use-draft'
import { setReminder, usualQuery } from './queries'

/** Reads a whole number that is typed; null for nothing, NaN for what is none. */
function readCount(typed: string): number | null {
  const text = asciiDigits(typed).replaceAll(/[\s,.]/g, '')
  if (text === '') return null
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}

/** Sets what is due again after a job: a usual one by one press, or in other words and intervals. */
export default function SetReminder({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const { data: usual = [] } = useQuery(usualQuery)
  const { typed, type, close, submission, refusal, submit } = useReminderForm(jobId, onClose)
  const { title, months, km } = typed
  const choose = (chosen: string) => {
    const one = usual.find((known) => known.title === chosen)
    if (!one) return
    type({
      title: one.title,
      months: one.months === null ? '' : String(one.months),
      km: one.km === null ? '' : String(one.km),
    })
  }
  return (
    <SubmissionDialog
      title="Remind"
      description="Counted from the day the work was done and the odometer reading of this visit. Whichever comes first."
      state={submission.state}
      refusal={refusal}
      repeated={submission.repeated}
      another="Set another"
      action="Set reminder"
      onSubmit={submit}
      onClose={close}
    >
      <Field label="Usual work" optional>
        {(control) => (
          <Select {...control} value={title} onChange={(event) => choose(event.target.value)}>
            <option value="">Other</option>
            {usual.map((one) => (
              <option key={one.title} value={one.title}>
                {one.title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="What is due again">
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            value={title}
            onChange={(event) => type({ title: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <CountField label="Months" value={months} onType={(text) => type({ months: text })} />
        <CountField label="Kilometres" value={km} onType={(text) => type({ km: text })} />
      </div>
    </SubmissionDialog>
  )
}

/** What is typed of a reminder, and how it is set exactly once. */
function useReminderForm(jobId: string, onClose: () => void) {
  const client = useQueryClient()
  const { typed, type, forget } = useTyped(`reminder:${jobId}`, { title: '', months: '', km: '' })
  const { title, months, km } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const submission = useSubmission({
    name: `service-reminder:${jobId}`,
    send: (body: Schemas['ServiceReminderIn'], key) => setReminder(jobId, body, key),
    onDone: ({ message }) => {
      void client.invalidateQueries({ queryKey: ['service-reminders'] })
      toast.success(message)
      close()
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
    onSame: close,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [inMonths, inKm] = [readCount(months), readCount(km)]
    if (title.trim() === '') return setRefusal('Say what is due again, such as "Engine oil and filter".')
    if (inMonths === null && inKm === null) return setRefusal('Enter months, kilometres or both.')
    if (Number.isNaN(inMonths) || Number.isNaN(inKm))
      return setRefusal('Enter months and kilometres in digits.')
    setRefusal(null)
    void submission.submit({ title: title.trim(), months: inMonths, km: inKm, repeat: false })
  }
  return { typed, type, close, submission, refusal, submit }
}

interface CountFieldProps {
  label: string
  value: string
  onType: (text: string) => void
}

function CountField({ label, value, onType }: CountFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          value={value}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  )
}

import { toast } from 'sonner'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input, Select } from '@/components/ui/input'
import { plainNumber } from '@/lib/digits'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
import type { MessageSettings } from './queries'
import { useSaveSettings } from './use-save-settings'

/** When nothing is sent, how much in a day, in which language, and where answers go. */
export function RulesCard({ settings }: { settings: MessageSettings }) {
  const { boxes, type, save, errorOf, isRefused, submit } = useRules(settings)
  const { from, until, limit, reminderDays, language, replyTo } = boxes
  return (
    <Card>
      <CardHead title="Rules" />
      <Form
        className="space-y-4 p-4"
        onSubmit={(press) => {
          press.preventDefault()
          submit()
        }}
      >
        {isRefused && <Notice>{sentence(save.error)}</Notice>}
        <div className="grid grid-cols-2 gap-3">
          <TimeField
            label="Quiet from"
            error={errorOf('quiet_from')}
            value={from}
            onType={(typed) => type({ from: typed })}
          />
          <TimeField
            label="Quiet until"
            error={errorOf('quiet_until')}
            value={until}
            onType={(typed) => type({ until: typed })}
          />
        </div>
        <p className="text-muted text-sm">
          Messages to customers wait until the morning. For no quiet hours, enter the same time twice.
        </p>
        <DigitsField
          label="Messages a day, at most"
          error={errorOf('daily_limit')}
          hint={`${settings.sent_today} today so far`}
          value={limit}
          onType={(typed) => type({ limit: typed })}
        />
        <DigitsField
          label="Days between two reminders"
          error={errorOf('reminder_days')}
          hint="No customer is reminded of a balance more often"
          value={reminderDays}
          onType={(typed) => type({ reminderDays: typed })}
        />
        <LanguageField value={language} onChoose={(chosen) => type({ language: chosen })} />
        <Field
          label="Answers to e-mails go to"
          optional
          error={errorOf('reply_to')}
          hint="Empty: to the owner's address"
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              value={replyTo}
              onChange={(change) => type({ replyTo: change.target.value })}
            />
          )}
        </Field>
        <p className="text-muted text-sm">Messages are kept for {settings.kept_days} days, then removed.</p>
        <Button type="submit" variant="outline" busy={save.isPending}>
          Save
        </Button>
      </Form>
    </Card>
  )
}

/** The rules as they stand in the boxes, and what becomes of them when they are saved. */
function useRules(settings: MessageSettings) {
  const save = useSaveSettings()
  const { boxes, type, settle } = useSavedBoxes('message-rules', {
    from: settings.quiet_from,
    until: settings.quiet_until,
    limit: String(settings.daily_limit),
    reminderDays: String(settings.reminder_days),
    language: settings.language,
    replyTo: settings.reply_to ?? '',
  })
  const errors = save.error instanceof Problem ? save.error.fields : []
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  const submit = () =>
    save.mutate(
      {
        quiet_from: boxes.from,
        quiet_until: boxes.until,
        daily_limit: Number(plainNumber(boxes.limit)),
        reminder_days: Number(plainNumber(boxes.reminderDays)),
        language: boxes.language,
        reply_to: boxes.replyTo.trim() || null,
        version: settings.version,
      },
      {
        onSuccess: () => {
          settle(boxes)
          toast.success('Saved')
        },
      },
    )
  return { boxes, type, save, errorOf, isRefused: save.error !== null && errors.length === 0, submit }
}

interface TypedFieldProps {
  label: string
  error: string | undefined
  value: string
  onType: (value: string) => void
}

function TimeField({ label, error, value, onType }: TypedFieldProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <Input {...control} type="time" value={value} onChange={(change) => onType(change.target.value)} />
      )}
    </Field>
  )
}

function DigitsField({ label, hint, error, value, onType }: TypedFieldProps & { hint: string }) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          value={value}
          onChange={(change) => onType(change.target.value.replace(/\D/g, ''))}
        />
      )}
    </Field>
  )
}

type Language = MessageSettings['language']

function LanguageField({ value, onChoose }: { value: Language; onChoose: (language: Language) => void }) {
  return (
    <Field label="Language" hint="For customers who have none of their own">
      {(control) => (
        <Select {...control} value={value} onChange={(change) => onChoose(change.target.value as Language)}>
          <option value="en">English</option>
          <option value="hi">Hindi</option>
          <option value="mr">Marathi</option>
          <option value="ar">Arabic</option>
        </Select>
      )}
    </Field>
  )
}

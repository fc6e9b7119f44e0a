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
  const save = useSaveSettings()
  const { boxes, type, settle } = useSavedBoxes('message-rules', {
    from: settings.quiet_from,
    until: settings.quiet_until,
    limit: String(settings.daily_limit),
    reminderDays: String(settings.reminder_days),
    language: settings.language,
    replyTo: settings.reply_to ?? '',
  })
  const { from, until, limit, reminderDays, language, replyTo } = boxes
  const errors = save.error instanceof Problem ? save.error.fields : []
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  const submit = () =>
    save.mutate(
      {
        quiet_from: from,
        quiet_until: until,
        daily_limit: Number(plainNumber(limit)),
        reminder_days: Number(plainNumber(reminderDays)),
        language,
        reply_to: replyTo.trim() || null,
        version: settings.version,
      },
      {
        onSuccess: () => {
          settle(boxes)
          toast.success('Saved')
        },
      },
    )
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
        {save.error && errors.length === 0 && <Notice>{sentence(save.error)}</Notice>}
        <div className="grid grid-cols-2 gap-3">
          <Field label="Quiet from" error={errorOf('quiet_from')}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={from}
                onChange={(change) => type({ from: change.target.value })}
              />
            )}
          </Field>
          <Field label="Quiet until" error={errorOf('quiet_until')}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={until}
                onChange={(change) => type({ until: change.target.value })}
              />
            )}
          </Field>
        </div>
        <p className="text-muted text-sm">
          Messages to customers wait until the morning. For no quiet hours, enter the same time twice.
        </p>
        <Field
          label="Messages a day, at most"
          error={errorOf('daily_limit')}
          hint={`${settings.sent_today} today so far`}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={limit}
              onChange={(change) => type({ limit: change.target.value.replace(/\D/g, '') })}
            />
          )}
        </Field>
        <Field
          label="Days between two reminders"
          error={errorOf('reminder_days')}
          hint="No customer is reminded of a balance more often"
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={reminderDays}
              onChange={(change) => type({ reminderDays: change.target.value.replace(/\D/g, '') })}
            />
          )}
        </Field>
        <Field label="Language" hint="For customers who have none of their own">
          {(control) => (
            <Select
              {...control}
              value={language}
              onChange={(change) => type({ language: change.target.value as MessageSettings['language'] })}
            >
              <option value="en">English</option>
              <option value="hi">Hindi</option>
              <option value="mr">Marathi</option>
              <option value="ar">Arabic</option>
            </Select>
          )}
        </Field>
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

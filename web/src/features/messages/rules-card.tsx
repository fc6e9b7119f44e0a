import { useState } from 'react'
import { toast } from 'sonner'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input, Select } from '@/components/ui/input'
import { plainNumber } from '@/lib/digits'
import type { MessageSettings } from './queries'
import { useSaveSettings } from './use-save-settings'

/** When nothing is sent, how much in a day, in which language, and where answers go. */
export function RulesCard({ settings }: { settings: MessageSettings }) {
  const save = useSaveSettings()
  const [from, setFrom] = useState(settings.quiet_from)
  const [until, setUntil] = useState(settings.quiet_until)
  const [limit, setLimit] = useState(String(settings.daily_limit))
  const [reminderDays, setReminderDays] = useState(String(settings.reminder_days))
  const [language, setLanguage] = useState(settings.language)
  const [replyTo, setReplyTo] = useState(settings.reply_to ?? '')
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
      { onSuccess: () => void toast.success('Saved') },
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
                onChange={(change) => setFrom(change.target.value)}
              />
            )}
          </Field>
          <Field label="Quiet until" error={errorOf('quiet_until')}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={until}
                onChange={(change) => setUntil(change.target.value)}
              />
            )}
          </Field>
        </div>
        <p className="text-muted text-sm">
          Messages to customers wait for the morning. The same time twice: never quiet.
        </p>
        <Field
          label="Most messages in a day"
          error={errorOf('daily_limit')}
          hint={`${settings.sent_today} today so far`}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={limit}
              onChange={(change) => setLimit(change.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
        <Field
          label="Days between two reminders"
          error={errorOf('reminder_days')}
          hint="Nobody is reminded of a balance sooner again"
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={reminderDays}
              onChange={(change) => setReminderDays(change.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
        <Field label="Language" hint="For customers who have none of their own">
          {(control) => (
            <Select
              {...control}
              value={language}
              onChange={(change) => setLanguage(change.target.value as MessageSettings['language'])}
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
              onChange={(change) => setReplyTo(change.target.value)}
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

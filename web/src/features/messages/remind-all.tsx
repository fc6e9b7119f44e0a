import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { ErrorState } from '@/components/states'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { counted } from '@/lib/counted'
import { CHANNELS } from './message-labels'
import { remindersQuery } from './queries'

type Plan = Schemas['RemindersOut']

const TITLE = 'Remind all who owe'

/** Says how many customers would be reminded, by which way and in how many days; then reminds them. */
export default function RemindAll({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useQuery(remindersQuery)
  if (data && data.customers > 0) return <Planned plan={data} onClose={onClose} />
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={TITLE} description="Nothing is sent yet.">
        {data ? (
          <div className="space-y-3 text-sm">
            <p>There is nobody to remind now.</p>
            <LeftOut plan={data} />
          </div>
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <div role="status" aria-label="Counting who owes">
            <Skeleton className="h-32" />
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

function Planned({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const client = useQueryClient()
  const { count, money } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const submission = useSubmission({
    name: 'remind-all',
    send: (body: Schemas['RemindersIn'], key) =>
      unwrap(api.POST('/api/messages/reminders', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: (made) => {
      toast.success(made.message)
      onClose()
      void client.invalidateQueries({ queryKey: ['messages'] })
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const { customers, days, today, a_day: aDay, whatsapp_a_day: whatsAppADay } = plan
  const ways = plan.ways.map((way) => `${count(way.customers)} by ${CHANNELS[way.channel]}`).join(', ')
  return (
    <SubmissionDialog
      title={TITLE}
      description="Cars that have left and are not paid for. One message to each customer, about the job with the largest balance."
      state={submission.state}
      refusal={refusal}
      action={customers === 1 ? 'Send 1 reminder' : `Send ${count(customers)} reminders`}
      onSubmit={(press) => {
        press.preventDefault()
        void submission.submit({ at_most: customers })
      }}
      onClose={onClose}
    >
      <p className="text-sm">
        {customers === 1 ? '1 customer owes' : `${count(customers)} customers owe`} {money(plan.amount)}:{' '}
        {ways}.
      </p>
      {days > 1 && (
        <Notice tone="warning">
          This takes {count(days)} days: {count(today)} today, then up to {count(aDay)} a day
          {whatsAppADay !== null && `, of which ${count(whatsAppADay)} by WhatsApp`}. Whoever pays before
          their turn is not written to.
        </Notice>
      )}
      {plan.ways.some(({ channel }) => channel === 'whatsapp') && (
        <p className="text-muted text-sm">
          Meta charges for each WhatsApp message. Its price list tells how much.
        </p>
      )}
      <LeftOut plan={plan} />
    </SubmissionDialog>
  )
}

function LeftOut({ plan }: { plan: Plan }) {
  const { count } = useFormats()
  const { reminded_lately: lately, reminder_days: days, not_reached: notReached } = plan
  if (lately === 0 && notReached.length === 0) return null
  return (
    <div className="text-muted text-sm">
      <p>Not written to:</p>
      <ul className="list-disc pl-5">
        {lately > 0 && (
          <li>
            {count(lately)} reminded in the last {counted(days, 'day')}
          </li>
        )}
        {notReached.map(({ why, customers }) => (
          <li key={why}>
            {count(customers)}: {why}
          </li>
        ))}
      </ul>
    </div>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { NoteCount } from '@/components/note-count'
import { PageHeader } from '@/components/page-header'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { countTotal, type NoteCount as Pieces } from '@/lib/denominations'

/** Counting the cash at the beginning or the end of a day. */
export function Component() {
  const isOpening = useParams().what === 'open'
  return (
    <>
      <PageHeader
        title={isOpening ? 'Open the day' : 'Close the day'}
        back={{ to: '/money/cash', label: 'Cash' }}
        note={
          isOpening
            ? 'Count all cash in your drawer. What is more than your takings is the float.'
            : 'Count all cash that you have, the float too.'
        }
      />
      <CountDay key={String(isOpening)} isOpening={isOpening} />
    </>
  )
}

function CountDay({ isOpening }: { isOpening: boolean }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { currency, decimals, money } = useFormats()
  const [count, setCount] = useState<Pieces>({})
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const submission = useSubmission({
    name: isOpening ? 'open-day' : 'close-day',
    send: (body: Schemas['CountedDay'], key) => {
      const params = { header: { 'Idempotency-Key': key } }
      return isOpening
        ? unwrap(api.POST('/api/custody/days/open', { body, params }))
        : unwrap(api.POST('/api/custody/days/close', { body, params }))
    },
    onDone: ({ message }) => {
      toast.success(message)
      void client.invalidateQueries({ queryKey: ['settlements'] })
      navigate('/money/cash')
    },
    onRefused: setRefusal,
  })
  const isBusy = submission.state !== 'idle'
  const needsReason = refusal?.code === 'difference_unexplained'
  return (
    <Form
      className="max-w-xl"
      onSubmit={(event) => {
        event.preventDefault()
        setRefusal(null)
        void submission.submit({ count, currency, reason: reason.trim() || null })
      }}
    >
      <Card className="space-y-4 p-4">
        {refusal && <Notice tone={needsReason ? 'warning' : 'danger'}>{refusal.message}</Notice>}
        {submission.state === 'unanswered' && (
          <Notice tone="warning">
            No answer from the server yet. We keep trying; it cannot be recorded twice.
          </Notice>
        )}
        <fieldset disabled={isBusy}>
          <legend className="sr-only">Notes and coins that you have</legend>
          {(needsReason || reason) && (
            <Field label="Why it differs" className="mb-4">
              {(control) => (
                <Textarea
                  {...control}
                  rows={2}
                  maxLength={500}
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
              )}
            </Field>
          )}
          <NoteCount value={count} onChange={setCount} showsTotal />
        </fieldset>
      </Card>
      <div className="z-10 bg-background py-2 max-lg:sticky max-lg:bottom-(--bar)">
        <Button type="submit" variant="primary" size="lg" className="w-full" busy={isBusy}>
          {isOpening ? 'Open the day' : 'Close the day'} with {money(countTotal(count, decimals))}
        </Button>
      </div>
    </Form>
  )
}

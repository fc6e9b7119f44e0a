import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { TOLD } from '@/features/estimates/service-words'
import { useTyped } from '@/lib/use-draft'
import { answerQuotation, type QuotationDetail, quotationQuery } from './queries'

type Body = Schemas['QuotationAnswer']

interface Typed {
  answer: Body['answer'] | ''
  told: Body['told']
  note: string
}

const ANSWERS: readonly { value: Typed['answer']; label: string }[] = [
  { value: 'approved', label: 'Yes' },
  { value: 'declined', label: 'No' },
]

/** Writes down what the customer said; a no ends the estimate. */
export function AnswerDialog({ quotation, onClose }: { quotation: QuotationDetail; onClose: () => void }) {
  const client = useQueryClient()
  const name = `estimate-answer:${quotation.id}`
  const { typed, type, forget } = useTyped<Typed>(name, { answer: '', told: 'phone', note: '' })
  const [refusal, setRefusal] = useState<string | null>(null)
  const close = () => {
    forget()
    onClose()
  }
  const { submit, state } = useSubmission({
    name,
    send: (body: Body, key) => answerQuotation(quotation.id, body, key),
    onDone: ({ message, quotation: answered }) => {
      client.setQueryData(quotationQuery(quotation.id).queryKey, answered)
      void client.invalidateQueries({ queryKey: ['jobs', 'quotations'] })
      toast.success(message)
      close()
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { answer, told, note } = typed
    if (answer === '') return setRefusal('Choose what the customer said.')
    setRefusal(null)
    void submit({ answer, told, note: note.trim() || null })
  }
  return (
    <SubmissionDialog
      title="What the customer said"
      description="It is written down with your name."
      state={state}
      refusal={refusal}
      action="Record"
      onSubmit={send}
      onClose={close}
    >
      <Choice label="Answer" value={typed.answer} options={ANSWERS} onChange={(answer) => type({ answer })} />
      <Choice
        label="How the customer said it"
        value={typed.told}
        options={TOLD}
        onChange={(told) => type({ told })}
      />
      <Field label="Note" optional>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={typed.note}
            onChange={(event) => type({ note: event.target.value })}
          />
        )}
      </Field>
    </SubmissionDialog>
  )
}

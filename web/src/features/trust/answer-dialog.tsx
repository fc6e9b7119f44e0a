import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { useTyped } from '@/lib/use-draft'
import { KINDS } from './kinds'
import { answerQuestion, type Question, type Verdict } from './queries'
import { sentenceOf } from './telling'

interface AnswerDialogProps {
  question: Question
  verdict: Verdict
  onClose: () => void
}

/** The owner's answer to a question, with the reason; the usual one stands there already. */
export function AnswerDialog({ question, verdict, onClose }: AnswerDialogProps) {
  const client = useQueryClient()
  const formats = useFormats()
  const { fine, notFine } = KINDS[question.kind]
  const isFine = verdict === 'fine'
  const { typed, type, forget } = useTyped(`question:${question.id}:${verdict}`, {
    reason: isFine ? fine : '',
  })
  const { reason } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const submission = useSubmission({
    name: `question:${question.id}`,
    send: (body: { verdict: Verdict; reason: string | null }, key) => answerQuestion(question.id, body, key),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['trust'] })
      void client.invalidateQueries({ queryKey: ['analytics', 'today'] })
      toast.success('Answered')
      close()
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = reason.trim()
    if (isFine && text === '') return setRefusal('Say why it is fine: you will want to know it later.')
    void submission.submit({ verdict, reason: text === '' ? null : text })
  }
  return (
    <SubmissionDialog
      title={isFine ? 'Fine, because' : notFine}
      description={`${sentenceOf(question, formats)} Your answer stays in the books with your name.`}
      state={submission.state}
      refusal={refusal}
      action="Answer"
      onSubmit={submit}
      onClose={close}
    >
      <Field label="Reason" optional={!isFine}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => type({ reason: event.target.value })}
          />
        )}
      </Field>
    </SubmissionDialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Choice as Choose } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { useTyped } from '@/lib/use-draft'
import { estimateQuery, type JobEstimate, recordAnswers, type Service, type Told } from './queries'
import { CHOICES, type Choice, TOLD } from './service-words'

interface Typed {
  told: Told | null
  answers: Record<string, Choice>
  note: string
}

const NOTHING: Typed = { told: null, answers: {}, note: '' }

/** Writes down what the customer said to somebody of the garage, which counts for less than the customer's own tap. */
export default function TellDialog({ estimate, onClose }: { estimate: JobEstimate; onClose: () => void }) {
  const { typed, type, forget } = useTyped<Typed>(`answers:${estimate.job_id}`, NOTHING)
  const { told, answers, note } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const open = estimate.services.filter(({ state }) => state !== 'approved' && state !== 'withdrawn')
  const submission = useRecordAnswers(estimate.job_id, { onDone: close, onRefused: setRefusal })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (Object.keys(answers).length === 0)
      return setRefusal('Choose what the customer said to at least one service.')
    if (!told) return setRefusal('Choose how the customer said it.')
    setRefusal(null)
    void submission.submit({ answers, told, note: note.trim() || null })
  }
  return (
    <SubmissionDialog
      title="What the customer said"
      description="It is written down with your name. The customer and the owner see that it was told."
      state={submission.state}
      refusal={refusal}
      action="Record"
      onSubmit={submit}
      onClose={close}
    >
      {open.length === 0 && <Notice tone="info">Everything is approved.</Notice>}
      {open.map((service) => (
        <ServiceAnswer
          key={service.id}
          service={service}
          answer={answers[service.id]}
          onAnswer={(answer) => type({ answers: { ...answers, [service.id]: answer } })}
        />
      ))}
      <div className="space-y-1.5">
        <p className="font-medium text-sm">How</p>
        <Choose
          label="How the customer said it"
          value={told ?? ''}
          options={TOLD as readonly { value: Told | ''; label: string }[]}
          onChange={(how) => how && type({ told: how })}
        />
      </div>
      <Field label="Note" optional>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={note}
            onChange={(event) => type({ note: event.target.value })}
          />
        )}
      </Field>
    </SubmissionDialog>
  )
}

interface ServiceAnswerProps {
  service: Service
  answer: Choice | undefined
  onAnswer: (answer: Choice) => void
}

function ServiceAnswer({ service, answer, onAnswer }: ServiceAnswerProps) {
  const { money } = useFormats()
  return (
    <div className="space-y-1.5">
      <p className="flex justify-between gap-3 font-medium">
        {service.title} <span className="figure">{money(service.total_amount)}</span>
      </p>
      <Choose
        label={service.title}
        value={answer ?? ''}
        options={CHOICES as readonly { value: Choice | ''; label: string }[]}
        onChange={(chosen) => chosen && onAnswer(chosen)}
      />
    </div>
  )
}

interface RecordOptions {
  onDone: () => void
  onRefused: (words: string) => void
}

/** Records what the customer said, exactly once. */
function useRecordAnswers(jobId: string, { onDone, onRefused }: RecordOptions) {
  const client = useQueryClient()
  return useSubmission({
    name: `answers:${jobId}`,
    send: (body: Schemas['AnswersIn'], key) => recordAnswers(jobId, body, key),
    onDone: ({ message, estimate: changed }) => {
      client.setQueryData(estimateQuery(jobId).queryKey, changed)
      void client.invalidateQueries({ queryKey: ['jobs'] })
      toast.success(message)
      onDone()
    },
    onRefused: (problem) => {
      onRefused(sentence(problem))
      void client.invalidateQueries({ queryKey: estimateQuery(jobId).queryKey })
    },
  })
}

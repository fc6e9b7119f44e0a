import { Link } from 'react-router'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { KINDS } from './kinds'
import type { Question, Verdict } from './queries'
import { placeOf, sentenceOf } from './telling'

interface QuestionRowProps {
  question: Question
  onAnswer: (question: Question, verdict: Verdict) => void
}

/** A question with its facts in a sentence, where to look, and the two answers. */
export function QuestionRow({ question, onAnswer }: QuestionRowProps) {
  const formats = useFormats()
  const { kind, job, jobs, at, answer, state } = question
  const { label, fine, notFine } = KINDS[kind]
  const place = placeOf(question)
  return (
    <div className="space-y-2 px-4 py-3.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-muted text-xs">
        <span className="font-medium">{label}</span>
        <span>{formats.dayTime(at)}</span>
      </p>
      <p className="break-words">{sentenceOf(question, formats)}</p>
      <p className="text-sm">
        {place ? (
          <Link to={place} className="tap text-muted underline underline-offset-4 hover:text-foreground">
            {job ? `${job.vehicle_number}, ${job.customer_name}` : (question.seen_plate ?? 'Look at it')}
          </Link>
        ) : null}
      </p>
      {jobs.length > 0 ? (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {jobs.map((one) => (
            <li key={one.id} className="min-w-0">
              <Link
                to={`/jobs/${one.id}`}
                className="tap break-words text-muted underline underline-offset-4 hover:text-foreground"
              >
                {one.vehicle_number}, {one.customer_name}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {answer ? (
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <Badge tone={answer.verdict === 'fine' ? 'success' : 'danger'}>
            {answer.verdict === 'fine' ? 'Fine' : notFine}
          </Badge>
          <span className="min-w-0 break-words text-muted">
            {[answer.reason, answer.by_name, inSentence(formats.dayTime(answer.at))]
              .filter(Boolean)
              .join(', ')}
          </span>
        </p>
      ) : state === 'withdrawn' ? (
        <p className="text-muted text-sm">The reason no longer applies.</p>
      ) : (
        <div className="flex flex-wrap gap-2 *:flex-auto sm:*:flex-none">
          <Button variant="outline" onClick={() => onAnswer(question, 'fine')}>
            {fine}
          </Button>
          <Button variant="outline" onClick={() => onAnswer(question, 'not_fine')}>
            {notFine}
          </Button>
        </div>
      )}
    </div>
  )
}

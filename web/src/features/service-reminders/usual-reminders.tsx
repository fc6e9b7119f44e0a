import { useQuery, useQueryClient } from '@tanstack/react-query'
import { BellPlus } from 'lucide-react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { RepeatedNotice } from '@/components/repeated-notice'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { intervalWords } from './due-words'
import { setReminder, usualQuery } from './queries'

interface UsualRemindersProps {
  jobId: string
  /** The titles of what is on the list already. */
  there: readonly string[]
}

/** What garages usually remind of once the work is done, one press each. */
export function UsualReminders({ jobId, there }: UsualRemindersProps) {
  const { data = [] } = useQuery(usualQuery)
  const left = data.filter(({ title }) => !there.includes(title))
  if (left.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-2 border-t p-4" aria-label="Usual reminders">
      {left.map((usual) => (
        <li key={usual.title} className="max-w-full">
          <Usual jobId={jobId} usual={usual} />
        </li>
      ))}
    </ul>
  )
}

function Usual({ jobId, usual }: { jobId: string; usual: Schemas['UsualReminder'] }) {
  const client = useQueryClient()
  const { count } = useFormats()
  const submission = useSubmission({
    name: `service-reminder:${jobId}:${usual.title}`,
    send: (body: Schemas['ServiceReminderIn'], key) => setReminder(jobId, body, key),
    onDone: () => void client.invalidateQueries({ queryKey: ['service-reminders'] }),
    onSame: () => void client.invalidateQueries({ queryKey: ['service-reminders'] }),
    onRefused: (problem) => {
      if (problem.code !== 'odometer_unknown')
        return toast.error('Not saved', { description: sentence(problem) })
      toast.error('The odometer was not read at this visit', {
        description: `${sentence(problem)} Or set it by date only.`,
        action: {
          label: 'By date only',
          onClick: () => void submission.submit({ ...usual, km: null, repeat: false }),
        },
      })
    },
  })
  if (submission.repeated) return <RepeatedNotice repeated={submission.repeated} another="Set another" />
  return (
    <Button
      size="sm"
      variant="outline"
      records
      className="h-auto max-w-full flex-wrap justify-start gap-y-0 whitespace-normal py-2 text-left"
      busy={submission.state !== 'idle'}
      onClick={() => void submission.submit({ ...usual, repeat: false })}
    >
      <BellPlus aria-hidden /> {usual.title}
      <span className="font-normal text-muted">
        {submission.state === 'unanswered' ? 'not sent yet' : intervalWords(usual, count)}
      </span>
    </Button>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { inSentence } from '@/lib/days'
import { reasonOf, taskWords } from './oversight-labels'
import { type DeadTask, deadTasksQuery } from './queries'

/** Work that could not be done: what, since when, why, and another try. */
export function DeadTaskRow({ task }: { task: DeadTask }) {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const canRetry = useCan('workshop:manage')
  const { title, effect } = taskWords(task)
  const refresh = () => void client.invalidateQueries({ queryKey: deadTasksQuery.queryKey })
  const { submit, state } = useSubmission({
    // Given up once more, it is another try.
    name: `retry:${task.id}:${task.failed_at}`,
    send: (_: object, key) =>
      unwrap(
        api.POST('/api/tasks/{task_id}/retry', {
          params: { path: { task_id: task.id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: () => {
      toast.success('It is tried again now')
      refresh()
    },
    onRefused: (problem) => {
      toast.error(sentence(problem))
      refresh()
    },
  })
  return (
    <div className="px-4 py-3 text-sm">
      <p className="font-medium">{title}</p>
      <p className="mt-0.5 text-muted">
        Waiting since {inSentence(dayTime(task.made_at))}. Tried {task.attempts} times, last{' '}
        {inSentence(dayTime(task.failed_at))}.
      </p>
      <p className="mt-0.5 break-words text-muted">Why: {reasonOf(task)}</p>
      <p className="mt-0.5 text-muted">{effect}</p>
      {canRetry && (
        <Button
          size="sm"
          variant="outline"
          className="mt-2"
          busy={state !== 'idle'}
          onClick={() => void submit({})}
        >
          Try again
        </Button>
      )}
    </div>
  )
}

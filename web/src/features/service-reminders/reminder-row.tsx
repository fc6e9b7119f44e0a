import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { useCan } from '@/domain/permissions'
import { answerReminder, type ServiceReminder } from './queries'

/** The two answers to a reminder, one press each. */
export function Answers({ reminder }: { reminder: ServiceReminder }) {
  const client = useQueryClient()
  const canAnswer = useCan('jobs:update')
  const answer = useMutation({
    mutationFn: (said: 'done' | 'not_needed') => answerReminder(reminder.id, said),
    onError: (error) => toast.error('Not saved', { description: sentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['service-reminders'] }),
  })
  if (!canAnswer) return null
  return (
    <>
      <Button
        size="sm"
        variant="outline"
        busy={answer.isPending && answer.variables === 'done'}
        disabled={answer.isPending}
        aria-label={`Done: ${reminder.title}`}
        onClick={() => answer.mutate('done')}
      >
        Done
      </Button>
      <Button
        size="sm"
        variant="ghost"
        busy={answer.isPending && answer.variables === 'not_needed'}
        disabled={answer.isPending}
        aria-label={`Not needed: ${reminder.title}`}
        onClick={() => answer.mutate('not_needed')}
      >
        Not needed
      </Button>
    </>
  )
}

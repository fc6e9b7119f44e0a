import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Money } from '@/components/money'
import type { JobStatus } from '@/domain/job-status'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { movesOf, moveWords } from '../moves'
import { useMoveJob } from './use-move-job'

const NO_MOVES = { next: null, others: [] }

/** Where a job can go from here, and what is asked before a move that lets money or the car go. */
export function useJobMoves(job: JobDetail) {
  const move = useMoveJob(job)
  const canReopen = useCan('jobs:reopen')
  const canUpdate = useCan('jobs:update')
  const [asked, setAsked] = useState<JobStatus | null>(null)
  const { next, others } = canUpdate ? movesOf(job) : NO_MOVES
  const question = asked && questionOf(asked, job, canReopen)
  return {
    next,
    others,
    isPending: move.isPending,
    choose: (to: JobStatus) => (questionOf(to, job, canReopen) ? setAsked(to) : move.mutate(to)),
    question: asked && question && (
      <ConfirmDialog
        open
        onOpenChange={() => setAsked(null)}
        title={question.title}
        action={moveWords(job.status, asked)}
        onConfirm={() => move.mutateAsync(asked)}
      >
        {question.text}
      </ConfirmDialog>
    ),
  }
}

interface Question {
  title: string
  text: ReactNode
}

/** What is asked before a move that lets money or the car go; null for the others. */
function questionOf(to: JobStatus, job: JobDetail, canReopen: boolean): Question | null {
  const outstanding = <Money amount={job.remaining_amount} tone="risk" className="font-medium" />
  const owes = job.remaining_amount > 0
  if (to === 'credit_pending' && job.status !== 'closed') {
    return {
      title: 'Deliver on credit?',
      text: (
        <>
          {outstanding} of this job is not paid yet. The car leaves, and the job stays on credit until the
          rest is recorded.
        </>
      ),
    }
  }
  if (to !== 'closed') return null
  if (owes) {
    return {
      title: 'Close with money outstanding?',
      text: (
        <>
          {outstanding} of this job is not paid. Once it is closed, no payment can be recorded on it, unless
          you reopen it.
        </>
      ),
    }
  }
  return canReopen
    ? null
    : {
        title: 'Close this job?',
        text: 'It can no longer be changed. Only the owner can reopen it.',
      }
}

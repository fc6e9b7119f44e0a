import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { type JobStatus, STATUS } from '@/domain/job-status'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { movesOf, moveWords } from '../moves'
import { useMoveJob } from './use-move-job'

const NO_MOVES = { next: null, others: [] }
const strong = 'border-foreground bg-foreground text-background hover:border-muted hover:bg-muted'

interface StatusMovesProps {
  job: JobDetail
  isLarge?: boolean
  /** More that can be done with the job. */
  children?: ReactNode
}

/** The next status in one press, the other moves in a menu. */
export function StatusMoves({ job, isLarge, children }: StatusMovesProps) {
  const move = useMoveJob(job.id)
  const canReopen = useCan('jobs:reopen')
  const [asked, setAsked] = useState<JobStatus | null>(null)
  const canUpdate = useCan('jobs:update')
  const { next, others } = canUpdate ? movesOf(job) : NO_MOVES
  const question = asked && questionOf(asked, job, canReopen)
  const choose = (to: JobStatus) => (questionOf(to, job, canReopen) ? setAsked(to) : move.mutate(to))
  const hasMenu = others.length > 0 || Boolean(children)
  if (!next && !hasMenu && !move.isPending) return null
  const size = isLarge ? 'lg' : 'md'
  return (
    <div className="flex min-w-0">
      {(next || move.isPending) && (
        <Button
          variant={next === 'credit_pending' ? 'outline' : 'secondary'}
          size={size}
          className={cn(
            'min-w-0 shrink whitespace-normal px-3 text-sm leading-tight max-lg:flex-1',
            next !== 'credit_pending' && strong,
          )}
          busy={move.isPending}
          onClick={() => next && choose(next)}
        >
          {next ? moveWords(job.status, next) : STATUS[job.status].label}
        </Button>
      )}
      {hasMenu && (
        <Menu>
          <MenuTrigger asChild>
            <Button
              variant="outline"
              size={size}
              aria-label={next ? 'More' : undefined}
              className={cn(
                'text-sm',
                next ? 'border-l-0 px-0' : 'max-lg:flex-1',
                next && (isLarge ? 'w-12' : 'w-11 fine:w-9'),
              )}
            >
              {!next && 'More'}
              <ChevronDown aria-hidden />
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            {others.map((to) => (
              <MenuItem key={to} onSelect={() => choose(to)}>
                <span className="size-2" style={{ background: STATUS[to].color }} aria-hidden />
                {moveWords(job.status, to)}
              </MenuItem>
            ))}
            {children}
          </MenuContent>
        </Menu>
      )}
      {asked && question && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={question.title}
          action={moveWords(job.status, asked)}
          onConfirm={() => move.mutateAsync(asked)}
        >
          {question.text}
        </ConfirmDialog>
      )}
    </div>
  )
}

/** What is asked before a move that lets money or the car go; null for the others. */
function questionOf(to: JobStatus, job: JobDetail, canReopen: boolean) {
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

import { ArrowRightLeft, Loader2 } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { Money } from '@/components/money'
import { StatusBadge } from '@/components/status-badge'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '@/components/ui/menu'
import type { JobStatus } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'
import { useSeesAll } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { UnsentBadge } from '@/outbox/unsent-badge'
import { DueMark } from '../due-mark'
import { movesOf } from '../moves'
import { allowedMoves } from './allowed'
import { useMoveRights } from './use-move-rights'

export interface CardActions {
  move: (job: Job, to: JobStatus) => void
  /** A card begins or ends to be dragged; null where cards are not dragged. */
  drag: ((job: Job | null) => void) | null
  /** Whether the keyboard was at this card when it moved. */
  takesFocus: (job: Job) => boolean
}

interface BoardCardProps {
  job: Job
  /** It is on its way here, and the server has not answered. */
  isMoving: boolean
  actions: CardActions
}

export const BoardCard = memo(function BoardCard({ job, isMoving, actions }: BoardCardProps) {
  const may = useMoveRights()
  const seesAll = useSeesAll()
  const moves = allowedMoves(job, may)
  const drag = moves.length > 0 && !isMoving ? actions.drag : null
  const owes = job.remaining_amount > 0
  return (
    <li
      draggable={drag !== null}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', job.vehicle_number)
        // The picture under the pointer is taken of the page as it is, before the columns light up.
        setTimeout(() => drag?.(job))
      }}
      onDragEnd={() => drag?.(null)}
      className={cn(
        'relative border bg-card transition-colors [contain-intrinsic-size:auto_7.25rem] [content-visibility:auto] focus-within:border-input hover:border-input lg:[contain-intrinsic-size:auto_6.5rem]',
        drag && 'lg:cursor-grab lg:active:cursor-grabbing',
        isMoving && 'border-dashed',
      )}
    >
      <div className="p-3">
        <div className="flex items-baseline justify-between gap-2">
          <Link
            to={`/jobs/${job.id}`}
            draggable={false}
            className="figure min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring lg:text-[0.8125rem]"
          >
            {job.vehicle_number}
          </Link>
          {job.estimate_to_follow ? (
            <span className="text-[0.8125rem] text-muted">Estimate to follow</span>
          ) : (
            <Money
              amount={owes ? job.remaining_amount : job.estimated_amount}
              tone={owes ? 'risk' : 'muted'}
              className={cn('lg:text-[0.8125rem]', owes && 'font-medium')}
            />
          )}
        </div>
        <p className="mt-1 text-sm">{job.customer_name}</p>
        <p className="text-[0.8125rem] text-muted">
          {job.car_model}
          {seesAll && job.manager_name && ` · ${job.manager_name}`}
        </p>
        <div className="mt-0.5 flex min-h-5 items-end justify-between gap-2">
          <span className="flex flex-wrap gap-x-3">
            {job.cancelled_at ? <StatusBadge status={job.status} isCancelled /> : <DueMark job={job} />}
            <AnswersInShort counts={job.service_counts} />
            <UnsentBadge jobId={job.id} />
          </span>
          {isMoving ? (
            <Loader2 className="mb-0.5 size-4 shrink-0 animate-spin text-muted" aria-label="Saving" />
          ) : (
            moves.length > 0 && <MoveMenu job={job} moves={moves} actions={actions} />
          )}
        </div>
      </div>
    </li>
  )
})

/** How the customer answered, as far as somebody has to do something now. */
function AnswersInShort({ counts }: { counts: Job['service_counts'] }) {
  const said = [
    [counts?.approved, 'approved'],
    [counts?.call_me, 'to call'],
    [counts?.proposed, 'not answered'],
  ].flatMap(([count, words]) => (count ? [`${count} ${words}`] : []))
  if (said.length === 0) return null
  return (
    <span className={cn('text-[0.8125rem]', counts?.call_me ? 'text-warning' : 'text-muted')}>
      {said.join(', ')}
    </span>
  )
}

function MoveMenu({ job, moves, actions }: { job: Job; moves: JobStatus[]; actions: CardActions }) {
  const trigger = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (actions.takesFocus(job)) trigger.current?.focus()
  }, [actions, job])
  const { next, others } = movesOf({ ...job, allowed_statuses: moves })
  return (
    <Menu>
      <MenuTrigger asChild>
        <button
          ref={trigger}
          type="button"
          aria-label={`Move ${job.vehicle_number} to`}
          className="relative z-1 -mt-6 -mr-1 -mb-1 inline-flex h-11 shrink-0 items-center gap-1.5 border border-border px-3 text-sm hover:border-input hover:bg-raised fine:-mt-1.5 fine:-mr-1.5 fine:-mb-1.5 fine:size-8 fine:justify-center fine:border-transparent fine:px-0 fine:text-muted fine:hover:text-foreground"
        >
          <ArrowRightLeft className="size-4" aria-hidden />
          <span className="fine:hidden">Move</span>
        </button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>Move to</MenuLabel>
        {(next ? [next, ...others] : others).map((to) => (
          <MenuItem key={to} onSelect={() => actions.move(job, to)}>
            <StatusBadge status={to} className="text-sm" />
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}

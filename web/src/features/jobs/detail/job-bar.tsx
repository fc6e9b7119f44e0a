import { Ellipsis, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { STATUS } from '@/domain/job-status'
import { type JobDetail, takesMoney } from '@/domain/jobs'
import { cn } from '@/lib/cn'
import { useShield } from '@/lib/use-shield'
import { moveWords } from '../moves'
import { useJobMoves } from './use-job-moves'
import type { Window } from './use-opened'

export interface JobAction {
  name: Window
  label: string
  icon: LucideIcon
}

interface JobBarProps {
  job: JobDetail
  /** What can be done with the job besides, under More. */
  actions?: readonly JobAction[]
  onAct?: (name: Window) => void
  /** For a finger, the whole width. */
  isLarge?: boolean
  /** What records a payment, while there is one to record. */
  children?: ReactNode
}

/** What is always at hand on a job: the one next step, a payment, and more. */
export function JobBar({ job, actions = [], onAct, isLarge, children }: JobBarProps) {
  const { next, others, isPending, choose, question } = useJobMoves(job)
  // A button that goes lets the next one slip into its place.
  const bar = useShield<HTMLDivElement>(`${job.status} ${next} ${takesMoney(job)}`)
  const size = isLarge ? 'lg' : 'md'
  const isCredit = next === 'credit_pending'
  const hasMenu = others.length + actions.length > 0
  if (!next && !isPending && !hasMenu && !children && !question) return null
  return (
    <div ref={bar} className={cn('flex min-w-0 items-stretch gap-2', isLarge && '*:min-w-0 *:flex-1')}>
      {(next || isPending) && (
        <Button
          variant={isCredit ? 'outline' : 'secondary'}
          size={size}
          className={cn(
            'shrink whitespace-normal px-3 text-sm leading-tight',
            !isCredit && 'border-foreground bg-foreground text-background hover:border-muted hover:bg-muted',
          )}
          busy={isPending}
          onClick={() => next && choose(next)}
        >
          {next ? moveWords(job.status, next) : STATUS[job.status].label}
        </Button>
      )}
      {children}
      {hasMenu && (
        <Menu>
          <MenuTrigger asChild>
            <Button
              variant="outline"
              size={size}
              aria-label="More"
              className={cn('px-0', isLarge ? 'max-w-12' : 'w-11 fine:w-9')}
            >
              <Ellipsis aria-hidden />
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            {others.map((to) => (
              <MenuItem key={to} onSelect={() => choose(to)}>
                <span className="mx-1 size-2" style={{ background: STATUS[to].color }} aria-hidden />
                {moveWords(job.status, to)}
              </MenuItem>
            ))}
            {others.length > 0 && actions.length > 0 && <div aria-hidden className="my-1 border-t" />}
            {actions.map(({ name, label, icon: Icon }) => (
              <MenuItem key={name} onSelect={() => onAct?.(name)}>
                <Icon aria-hidden /> {label}
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      )}
      {question}
    </div>
  )
}

import { Files, Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuItem } from '@/components/ui/menu'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { StatusMoves } from './status-moves'

interface NextBarProps {
  job: JobDetail
  onEdit: () => void
  /** What records a payment, while there is one to record. */
  children: ReactNode
}

/** What comes next on a job, at hand wherever one has scrolled to on a phone: the next step, a payment, and more. */
export function NextBar({ job, onEdit, children }: NextBarProps) {
  const canUpdate = useCan('jobs:update')
  return (
    <div className="sticky bottom-(--bar) z-10 -mx-4 mt-4 flex items-stretch gap-2 border-t bg-card px-4 py-2.5 *:flex-1 md:-mx-6 md:px-6 print:hidden">
      <StatusMoves job={job} isLarge>
        {canUpdate && job.status !== 'closed' && (
          <MenuItem onSelect={onEdit}>
            <Pencil aria-hidden /> Edit
          </MenuItem>
        )}
        <MenuItem onSelect={() => document.getElementById('documents')?.scrollIntoView()}>
          <Files aria-hidden /> Documents
        </MenuItem>
      </StatusMoves>
      {children}
    </div>
  )
}

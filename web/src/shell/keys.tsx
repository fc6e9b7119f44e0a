import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { Permission } from '@/domain/permissions'
import { GO } from './shortcuts'

interface KeysProps {
  onClose: () => void
  can: (permission: Permission) => boolean
}

/** The keys of the app. */
export default function Keys({ onClose, can }: KeysProps) {
  const rows: [string, string][] = [
    ['Ctrl K', 'Search and actions'],
    ...(can('jobs:create') ? ([['n', 'New job']] as [string, string][]) : []),
    ...GO.filter(({ needs }) => !needs || can(needs)).map((place): [string, string] => [
      `g ${place.key}`,
      place.label,
    ]),
    ['z', 'Undo what you just did'],
    ['?', 'These keys'],
    ['Esc', 'Close'],
  ]
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Keys">
        <dl className="divide-y">
          {rows.map(([keys, what]) => (
            <div key={keys} className="flex items-center justify-between py-2 text-sm">
              <dt>{what}</dt>
              <dd className="flex gap-1">
                {keys.split(' ').map((key) => (
                  <kbd key={key} className="border bg-raised px-1.5 py-0.5 font-mono text-xs">
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  )
}

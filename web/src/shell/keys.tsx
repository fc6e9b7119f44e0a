import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { Permission } from '@/domain/permissions'
import { useMedia } from '@/lib/use-media'
import { useWords } from '@/lib/words'
import { GO } from './shortcuts'
import { SHELL } from './words'

interface KeysProps {
  onClose: () => void
  can: (permission: Permission) => boolean
}

/** The keys of the app; on a phone, which has none, what helps there. */
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
  const isTouched = useMedia('(pointer: coarse)')
  const words = useWords(SHELL)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={isTouched ? words.help : words.keys}>
        {isTouched ? <Help can={can} /> : <Rows rows={rows} />}
      </DialogContent>
    </Dialog>
  )
}

function Rows({ rows }: { rows: [string, string][] }) {
  return (
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
  )
}

/** What a screen does not say by itself, for who has no keys. */
function Help({ can }: { can: (permission: Permission) => boolean }) {
  const rows: [string, string][] = [
    ...(can('jobs:create')
      ? ([
          [
            'A car comes in',
            'Press + and type its plate. A car that was here before brings its owner along.',
          ],
        ] as [string, string][])
      : []),
    ...(can('jobs:read')
      ? ([
          [
            'Find something',
            'The search takes a plate, a phone, a name or a job number, or the beginning of one.',
          ],
        ] as [string, string][])
      : []),
    ...useWords(SHELL).helps,
  ]
  return (
    <dl className="divide-y">
      {rows.map(([name, what]) => (
        <div key={name} className="py-2.5">
          <dt className="font-medium">{name}</dt>
          <dd className="mt-0.5 text-muted text-sm">{what}</dd>
        </div>
      ))}
    </dl>
  )
}

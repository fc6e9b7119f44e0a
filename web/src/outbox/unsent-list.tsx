import { useMemo } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useRowShield } from '@/lib/use-shield'
import { useUnsent } from './outbox'
import { headsOf, UnsentRow } from './unsent-row'

/** What is not sent yet: why, another try, and giving it up. */
export function UnsentList({ onClose }: { onClose: () => void }) {
  const entries = useUnsent()
  const list = useRowShield<HTMLUListElement>(useMemo(() => entries.map(({ id }) => id), [entries]))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Not sent yet"
        description={
          entries.length > 0
            ? 'Kept on this device and sent automatically as soon as there is a network.'
            : 'Everything is sent.'
        }
      >
        <ul ref={list} className="divide-y border-y empty:hidden">
          {headsOf(entries).map((entry) => (
            <UnsentRow key={entry.number} entry={entry} onLeave={onClose} />
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  )
}

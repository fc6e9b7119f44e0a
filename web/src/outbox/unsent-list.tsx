import { useMemo } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useRowShield } from '@/lib/use-shield'
import { useWords } from '@/lib/words'
import { useUnsent } from './outbox'
import { headsOf, UnsentRow } from './unsent-row'
import { OUTBOX } from './words'

/** What is not sent yet: why, another try, and giving it up. */
export function UnsentList({ onClose }: { onClose: () => void }) {
  const entries = useUnsent()
  const words = useWords(OUTBOX)
  const list = useRowShield<HTMLUListElement>(useMemo(() => entries.map(({ id }) => id), [entries]))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={words.notSentYet} description={entries.length > 0 ? words.list : words.allSent}>
        <ul ref={list} className="divide-y border-y empty:hidden">
          {headsOf(entries).map((entry) => (
            <UnsentRow key={entry.number} entry={entry} onLeave={onClose} />
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { useMe } from '@/domain/session'
import { inSentence } from '@/lib/days'
import { forget, sealText } from './witness'
import { useWitness } from './witness-query'

/** A red page over all else, when what this device knew of the books is no longer there. */
export default function BooksAlarm() {
  const client = useQueryClient()
  const { workshop_id: workshopId } = useMe()
  const { day, count } = useFormats()
  const { data } = useWitness()
  const [isSeen, setIsSeen] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  if (isSeen || (data?.state !== 'rewritten' && data?.state !== 'shorter')) return null
  const { kept, found, state } = data
  const beginAnew = async () => {
    forget(workshopId ?? '')
    await client.resetQueries({ queryKey: ['oversight', 'witness'] })
  }
  return (
    <div
      role="alertdialog"
      aria-labelledby="books-alarm"
      className="fixed inset-0 z-50 overflow-y-auto bg-danger-tint p-6 text-foreground print:hidden"
    >
      <div className="mx-auto grid max-w-lg gap-4">
        <ShieldAlert className="size-12 text-danger" strokeWidth={1.5} aria-hidden />
        <h1 id="books-alarm" className="text-2xl text-danger leading-tight">
          {state === 'shorter' ? 'Your books are shorter than they were' : 'Your books were rewritten'}
        </h1>
        <p>
          {state === 'shorter'
            ? `This device saw ${count(kept.number)} entries, and now there are ${count(found.number)}. Entries were removed, or an old backup was restored.`
            : `Something up to entry ${count(kept.number)}, which this device saw, is no longer what it was. RevOps never changes entries: somebody did it in the database.`}
        </p>
        <ol className="list-decimal space-y-2 pl-5">
          <li>Do not clear this device, and do not confirm any money now.</li>
          <li>Ask whoever runs your server whether a backup was restored, and when.</li>
          <li>
            If nobody can tell, have them run{' '}
            <code className="break-words">revops verify --witness "{sealText(kept)}"</code> on the server and
            on your last backup, and compare the cash you have with your own notes.
          </li>
        </ol>
        <p className="text-sm">
          Seen since {inSentence(day(kept.sinceDay))}. Last seal here: {sealText(kept)}. Now:{' '}
          {sealText(found)}.
        </p>
        <div className="flex flex-wrap gap-3">
          <Button variant="outline" onClick={() => setIsSeen(true)}>
            Look at the books
          </Button>
          <Button variant="outline" onClick={() => setIsAsking(true)}>
            I know why: watch from here on
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Watch your books from here on?"
        action="Watch from here on"
        onConfirm={beginAnew}
      >
        This device forgets the seal that it kept. Do this only after a backup was restored, and you know why.
      </ConfirmDialog>
    </div>
  )
}

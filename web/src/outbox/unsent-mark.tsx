import { useQueryClient } from '@tanstack/react-query'
import { CloudUpload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { refreshMoney } from '@/domain/refresh'
import { useMe } from '@/domain/session'
import { cn } from '@/lib/cn'
import { useWords } from '@/lib/words'
import { outbox, useSent, useUnsent } from './outbox'
import type { Kind } from './store'
// Not loaded when it is opened: it is opened where there is no network.
import { UnsentList } from './unsent-list'
import { OUTBOX } from './words'

// They are many, and each stands where it was recorded.
const SENT_QUIETLY: readonly Kind[] = ['photo', 'inspection', 'finishing', 'sighting']

/** How many things are not sent yet, and the way to them; nothing when all is sent. It sends them, from any page. */
export default function UnsentMark({ className }: { className?: string }) {
  const words = useWords(OUTBOX)
  const { id, workshop_id: workshopId } = useMe()
  const [isOpen, setOpen] = useState(false)
  const entries = useUnsent()
  useEffect(() => (workshopId ? outbox.start(`${id} ${workshopId}`) : undefined), [id, workshopId])
  const client = useQueryClient()
  useSent(({ kind, label }, _, wasAwaited) => {
    if (wasAwaited || SENT_QUIETLY.includes(kind)) return
    toast.success(words.sent, { description: label })
    void refreshMoney(client)
  })
  const isStuck = entries.some((entry) => entry.refusal !== null)
  return (
    <>
      <span role="status" className="sr-only">
        {entries.length > 0 && words.countNotSent(entries.length)}
      </span>
      {entries.length > 0 && (
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          className={cn(
            'inline-flex min-h-11 items-center justify-center gap-1.5 px-2 text-sm',
            isStuck ? 'text-danger' : 'text-warning',
            className,
          )}
        >
          <CloudUpload className="size-5 shrink-0" aria-hidden />
          <span>
            <span className="figure">{entries.length}</span> {words.notSent}
          </span>
        </button>
      )}
      {isOpen && <UnsentList onClose={() => setOpen(false)} />}
    </>
  )
}

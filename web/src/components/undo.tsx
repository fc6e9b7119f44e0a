import { toast } from 'sonner'
import { NetworkFailure, sentence } from '@/api/problem'
import { COMMON } from '@/lib/common-words'
import { newId } from '@/lib/new-id'
import { wordsNow } from '@/lib/words'
import { UndoLine } from './undo-line'

const UNDO_MS = 10_000
const READ_MS = 10_000

export interface Undoable {
  /** What was done: ₹500 cash recorded. */
  said: string
  /** Of what: the customer and the plate, or what follows. */
  about?: string | undefined
  /** What is said once it is taken back. */
  undone: string
  /** Takes it back, and again after no answer came: then it must change nothing more. May say what happens instead. */
  undo: () => Promise<unknown>
}

/** What can be taken back now, the latest last. */
const offers = new Map<string, () => void>()
let isListening = false

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** Lets `z` take something back, until it is let go again. */
export function letUndo(id: string, undo: () => void) {
  offers.set(id, undo)
  if (isListening) return
  isListening = true
  window.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'z' || event.repeat || isTyping(event.target)) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const latest = [...offers.values()].at(-1)
    if (!latest) return
    event.preventDefault()
    latest()
  })
}

/** Ends what `letUndo` began. */
export function endUndo(id: string) {
  offers.delete(id)
}

/** Offers for ten seconds, on a toast and by `z`, to take back what was just recorded. */
export function offerUndo(undoable: Undoable) {
  const { said, about, undone, undo } = undoable
  const id = newId()
  const end = () => endUndo(id)
  const run = async () => {
    if (!offers.has(id)) return
    end()
    toast.dismiss(id)
    await takeBack(undone, undo)
  }
  letUndo(id, () => void run())
  const until = Date.now() + UNDO_MS
  toast.custom(
    () => (
      <UndoLine about={about} until={until} onUndo={() => void run()}>
        {said}
      </UndoLine>
    ),
    {
      id,
      duration: UNDO_MS,
      onDismiss: end,
      onAutoClose: end,
      style: { border: 'none', background: 'none' },
    },
  )
}

async function takeBack(undone: string, undo: () => Promise<unknown>) {
  try {
    const later = await undo()
    toast.success(typeof later === 'string' ? later : undone)
  } catch (error) {
    const isUnknown = error instanceof NetworkFailure
    const words = wordsNow(COMMON)
    toast.error(isUnknown ? words.maybeNotUndone : words.notUndone, {
      description: sentence(error),
      duration: READ_MS,
      ...(isUnknown && { action: { label: words.tryAgain, onClick: () => void takeBack(undone, undo) } }),
    })
  }
}

import { wordsNow } from '@/lib/words'
import type { Entry, NewEntry, Refusal } from './store'
import { OUTBOX } from './words'

/** The reason that the books have of what was taken back by an undo. */
export const UNDONE = 'Undone right after it was entered'
// The move stands, and the time is over or something came in between: it is moved back as anybody would.
const NO_UNDO_ANY_MORE = ['undo_too_late', 'stale_version']

interface Move {
  status: string
  from_status: string
  /** The version of the job that the move made, once the server has said which. */
  undo_of?: number
}

interface Moved {
  version?: number
}

/** Builds what takes back an entry that is sent, or is on its way. It goes after it, for it is in the same order. */
export function backOf(entry: Entry, answer: unknown = null): NewEntry {
  const back: NewEntry = {
    kind: 'taking-back',
    jobId: entry.jobId,
    order: entry.order,
    label: wordsNow(OUTBOX).undoOf(entry.label),
    takesBack: entry.id,
    ...wayBack(entry),
  }
  return answered(back, answer)
}

/** The same, once the server has answered to what it takes back: a move is undone by the version that it made. */
export function answered<Back extends NewEntry>(back: Back, answer: unknown): Back {
  const moved = answer as { job?: Moved; work?: Moved } | null
  const version = (moved?.job ?? moved?.work)?.version
  if (back.request.method !== 'PUT' || version === undefined) return back
  return { ...back, body: JSON.stringify({ ...moveOf(back), undo_of: version } satisfies Move) }
}

/** What is left to try where the server no longer undoes a move: moving the job back. Null where nothing is. */
export function plainBack<Back extends NewEntry>(back: Back, refusal: Refusal): Back | null {
  if (back.kind !== 'taking-back' || !NO_UNDO_ANY_MORE.includes(refusal.code)) return null
  const { undo_of, ...move } = moveOf(back)
  return undo_of === undefined ? null : { ...back, body: JSON.stringify(move) }
}

function moveOf({ body }: NewEntry): Move {
  return JSON.parse(String(body)) as Move
}

function wayBack({ kind, jobId, body, request }: Entry): Pick<NewEntry, 'request' | 'body'> {
  const said = JSON.parse(String(body)) as Record<string, string>
  switch (kind) {
    case 'job':
      return {
        request: { method: 'POST', path: `/api/jobs/${jobId}/cancel` },
        body: JSON.stringify({ reason: UNDONE }),
      }
    case 'payment':
      return {
        request: { method: 'POST', path: `/api/payments/${said.id}/cancel` },
        body: JSON.stringify({ reason: UNDONE }),
      }
    case 'hand-over':
      return {
        request: { method: 'POST', path: `/api/settlements/${said.id}/cancel` },
        body: JSON.stringify({ reason: UNDONE }),
      }
    case 'status':
      return {
        request: { method: 'PUT', path: request.path },
        body: JSON.stringify({ status: said.from_status, from_status: said.status }),
      }
    default:
      throw new Error(`Nothing takes a ${kind} back`)
  }
}

import { wordsNow } from '@/lib/words'
import type { Kind } from './store'
import { OUTBOX } from './words'

/** How the entries of a kind go among the others. */
interface Rules {
  /** What came after it on the same job waits until somebody has decided about one that the server refused. */
  holdsUp: boolean
  /** It says how much cash there is: what moved cash before it is sent before it, what moves some later after it. */
  countsCash: boolean
  /** It goes after the photos of its job that were taken before it. */
  needsPhotos?: true
}

/** All that can be sent from here. Another kind is another line, and a hook in `send-*.ts` that puts it in. */
export const KINDS: Record<Kind, Rules> = {
  job: { holdsUp: true, countsCash: false },
  payment: { holdsUp: true, countsCash: false },
  status: { holdsUp: true, countsCash: false },
  'hand-over': { holdsUp: true, countsCash: true },
  day: { holdsUp: true, countsCash: true },
  'taking-back': { holdsUp: true, countsCash: false },
  inspection: {
    holdsUp: true,
    countsCash: false,
  },
  finishing: {
    // What it was refused for is answered after it.
    holdsUp: false,
    countsCash: false,
    needsPhotos: true,
  },
  photo: { holdsUp: false, countsCash: false },
  sighting: { holdsUp: false, countsCash: false },
}

/** Says how many there are of each kind: "1 payment and 2 photos". */
export function countedKinds(kinds: readonly Kind[]): string {
  const words = wordsNow(OUTBOX)
  const counted = (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length
    return count === 0 ? [] : [words.counted(count, words.kinds[kind])]
  })
  return counted.length < 2
    ? counted.join('')
    : words.and(counted.slice(0, -1).join(', '), String(counted.at(-1)))
}

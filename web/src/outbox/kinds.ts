import type { Kind } from './store'

/** How the entries of a kind go among the others. */
interface Rules {
  /** What came after it on the same job waits until somebody has decided about one that the server refused. */
  holdsUp: boolean
  /** It says how much cash there is: what moved cash before it is sent before it, what moves some later after it. */
  countsCash: boolean
  /** What it is called in a sentence, one and several. */
  words: [string, string]
}

/** All that can be sent from here. Another kind is another line, and a hook in `send-*.ts` that puts it in. */
export const KINDS: Record<Kind, Rules> = {
  job: { holdsUp: true, countsCash: false, words: ['job', 'jobs'] },
  payment: { holdsUp: true, countsCash: false, words: ['payment', 'payments'] },
  status: { holdsUp: true, countsCash: false, words: ['status change', 'status changes'] },
  'hand-over': { holdsUp: true, countsCash: true, words: ['hand-over of cash', 'hand-overs of cash'] },
  day: { holdsUp: true, countsCash: true, words: ['count of a day', 'counts of days'] },
  'taking-back': { holdsUp: true, countsCash: false, words: ['undo', 'undos'] },
  inspection: {
    holdsUp: true,
    countsCash: false,
    words: ['answer of an inspection', 'answers of inspections'],
  },
  photo: { holdsUp: false, countsCash: false, words: ['photo', 'photos'] },
  sighting: { holdsUp: false, countsCash: false, words: ['car at the gate', 'cars at the gate'] },
}

/** Says how many there are of each kind: "1 payment and 2 photos". */
export function countedKinds(kinds: readonly Kind[]): string {
  const counted = (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length
    return count === 0 ? [] : [`${count} ${KINDS[kind].words[count === 1 ? 0 : 1]}`]
  })
  return counted.length < 2 ? counted.join('') : `${counted.slice(0, -1).join(', ')} and ${counted.at(-1)}`
}

import { useRef, useState } from 'react'
import { readStored, removeStored, writeStored } from './stored'

/**
 * The boxes of settings, which stay open after saving: what is typed lies over what is saved, box by box.
 *
 * A box that nobody typed into follows the server, so that a Save never puts back what somebody else changed meanwhile.
 * What is typed is kept across a reload and a log-in, until it is saved.
 */
export function useSavedBoxes<T extends object>(name: string, saved: T) {
  const draft = `draft:${name}`
  const typed = useRef<Partial<T> | null>(null)
  typed.current ??= readStored<Partial<T>>(draft) ?? {}
  const [, show] = useState(0)
  const told = JSON.stringify(saved)
  // What was sent stands there until the server tells of it.
  const [sent, setSent] = useState<{ boxes: T; told: string } | null>(null)
  const base = sent?.told === told ? sent.boxes : saved
  const keep = (changed: Partial<T>, than: T) => {
    const others = (Object.keys(changed) as (keyof T)[]).filter((box) => changed[box] !== than[box])
    typed.current = Object.fromEntries(others.map((box) => [box, changed[box]])) as Partial<T>
    if (others.length > 0) writeStored(draft, typed.current)
    else removeStored(draft)
    show((times) => times + 1)
  }
  return {
    boxes: { ...base, ...typed.current },
    type: (changed: Partial<T>) => keep({ ...typed.current, ...changed }, base),
    /** These are saved now; what was typed since they were sent still is not. */
    settle: (boxes: T) => {
      setSent({ boxes, told })
      keep({ ...typed.current }, boxes)
    },
    /** What is saved stands in the boxes again. */
    undo: () => keep({}, base),
  }
}

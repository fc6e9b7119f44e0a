import { useMemo, useRef, useState } from 'react'

/** Rows that are ticked; with Shift, all from the last one ticked to this. Rows that left the list lose their tick. */
export function useTicks(ids: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  return useMemo(() => {
    const ticked = new Set(ids.filter((id) => chosen.has(id)))
    return {
      ticked,
      all: ids.length > 0 && ticked.size === ids.length,
      toggle: (id: string, withShift = false) => {
        const from = withShift && anchor.current !== null ? ids.indexOf(anchor.current) : -1
        const to = ids.indexOf(id)
        const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
        const after = new Set(ticked)
        const turnOn = !ticked.has(id)
        for (const each of range) {
          if (turnOn) after.add(each)
          else after.delete(each)
        }
        anchor.current = id
        setChosen(after)
      },
      tickAll: () => setChosen(new Set(ids)),
      clear: () => setChosen(new Set()),
    }
  }, [ids, chosen])
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

// Whatever is still asked for by then: what waits must come, too.
const LONGEST_MS = 3000
// Until what came is drawn. Not by the next frame: a tab behind another one has none, and what is not sent is sent from
// there, too.
const DRAWN_MS = 100

/** Whether the page had what it asked for, and shows it: until then the parts of the frame would only take its time. */
export function useCalm(): boolean {
  const client = useQueryClient()
  const [isCalm, setCalm] = useState(false)
  useEffect(() => {
    const isAsking = () => client.isFetching() > 0
    let drawn: ReturnType<typeof setTimeout> | undefined
    const end = () => {
      stop()
      clearTimeout(longest)
      drawn = setTimeout(() => setCalm(true), DRAWN_MS)
    }
    const stop = client.getQueryCache().subscribe(() => isAsking() || end())
    const longest = setTimeout(end, LONGEST_MS)
    if (!isAsking()) end()
    return () => {
      stop()
      clearTimeout(longest)
      clearTimeout(drawn)
    }
  }, [client])
  return isCalm
}

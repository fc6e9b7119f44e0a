import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A day that stands in the address; empty when there is none, or something else. */
export function dayIn(params: URLSearchParams, name: string): string {
  const text = params.get(name) ?? ''
  return DAY.test(text) ? text : ''
}

/** The address's parameters, and a way to change some of them: an empty one goes. */
export function useAddress() {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (changes: Record<string, string>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') after.delete(name)
            else after.set(name, value)
          }
          return after
        },
        { replace: true },
      ),
    [setParams],
  )
  return [params, set] as const
}

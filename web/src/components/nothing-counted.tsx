import { useState } from 'react'
import { Notice } from './field'

/**
 * A count of nothing can be meant, but is far likelier a press too early: it is asked about once.
 *
 * Returns whether a sum may be sent now, and what asks.
 */
export function useNothingCounted(none: string) {
  const [isAsked, setAsked] = useState(false)
  const maySend = (sum: number) => {
    if (sum > 0 || isAsked) return true
    setAsked(true)
    return false
  }
  const question = (sum: number) =>
    isAsked && sum === 0 ? (
      <Notice tone="warning">You have counted nothing. Press again if {none}.</Notice>
    ) : null
  return { maySend, question }
}

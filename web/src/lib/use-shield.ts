import { useLayoutEffect, useRef } from 'react'
import { shield } from './tap-shield'

/** Shields an element whenever what a press on it means has changed. */
export function useShield<T extends Element>(meaning: string) {
  const element = useRef<T>(null)
  const before = useRef(meaning)
  useLayoutEffect(() => {
    if (before.current === meaning) return
    before.current = meaning
    if (element.current) shield(element.current)
  }, [meaning])
  return element
}

/** Shields a list whenever a row leaves it or moves; rows that follow at its end move nothing. */
export function useRowShield<T extends Element>(ids: readonly string[]) {
  const list = useRef<T>(null)
  const before = useRef(ids)
  useLayoutEffect(() => {
    const isMoved = before.current.some((id, index) => ids[index] !== id)
    before.current = ids
    if (isMoved && list.current) shield(list.current)
  }, [ids])
  return list
}

import { useCallback, useEffect, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { readStored, removeStored, writeStored } from './stored'

const PAUSE_MS = 250

/** What was typed into a form before the page was left or reloaded, laid over its empty values. */
export function draftOf<T extends FieldValues>(name: string, empty: T): T {
  return { ...empty, ...readStored<Partial<T>>(`draft:${name}`) }
}

/** Says whether something was typed before a reload or a log-in, and neither saved nor given up. */
export function isBegun(name: string): boolean {
  return Object.keys(readStored<object>(`draft:${name}`) ?? {}).length > 0
}

/**
 * Keeps what is typed across a reload, a log-in or a walk to another page. Returns how to forget it.
 *
 * With `worthKeeping`, only what that picks is kept.
 */
export function useDraft<T extends FieldValues, Read>(
  name: string,
  form: UseFormReturn<T, unknown, Read>,
  worthKeeping: (typed: T) => Partial<T> = (typed) => typed,
): () => void {
  const picks = useRef(worthKeeping)
  picks.current = worthKeeping
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const save = () => writeStored(`draft:${name}`, picks.current(form.getValues()))
    const { unsubscribe } = form.watch(() => {
      clearTimeout(timer.current)
      timer.current = setTimeout(save, PAUSE_MS)
    })
    const flush = () => {
      if (timer.current === undefined) return
      clearTimeout(timer.current)
      timer.current = undefined
      save()
    }
    window.addEventListener('pagehide', flush)
    return () => {
      flush()
      unsubscribe()
      window.removeEventListener('pagehide', flush)
    }
  }, [form, name])
  return useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    removeStored(`draft:${name}`)
  }, [name])
}

/** What is typed where there is no form of fields, such as a count of notes: kept as a draft is. */
export function useTyped<T extends FieldValues>(name: string, empty: T) {
  const [typed, setTyped] = useState(() => draftOf(name, empty))
  // What a later answer fills in lies beside what was typed meanwhile.
  const latest = useRef(typed)
  const type = (changed: Partial<T>) => {
    latest.current = { ...latest.current, ...changed }
    writeStored(`draft:${name}`, latest.current)
    setTyped(latest.current)
  }
  const forget = useCallback(() => removeStored(`draft:${name}`), [name])
  return { typed, type, forget }
}

import { useCallback, useEffect, useRef, useState } from 'react'
import { type DefaultValues, type FieldValues, type Resolver, useForm } from 'react-hook-form'
import { draftOf, useDraft } from './use-draft'

interface SavedFormOptions<T extends FieldValues, Read> {
  /** Names the draft of what was changed and is not saved yet. */
  name: string
  resolver: Resolver<T, unknown, Read>
  /** What is saved, as it stands in the boxes. */
  saved: T
  /** No change by themselves: they are kept as they were when the typing began, such as a version. */
  beside?: readonly (keyof T & string)[]
}

function isSame(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' ? one.trim() === other.trim() : one === other
}

/**
 * A form that stays open after it was saved.
 *
 * What counts as a change is compared with what the typing began with, never with what comes from the server later: what
 * was saved is no change any more, and cannot be taken for one when the server's answer is late or somebody else's
 * change comes in. While nothing is changed, the boxes follow the server.
 */
export function useSavedForm<T extends FieldValues, Read>(options: SavedFormOptions<T, Read>) {
  const { name, resolver, saved, beside = [] } = options
  const [start] = useState(() => draftOf(name, saved))
  const [base, setBase] = useState(saved)
  const form = useForm<T, unknown, Read>({
    resolver,
    defaultValues: start as DefaultValues<T>,
    mode: 'onTouched',
  })
  const changesOf = (typed: T) =>
    (Object.keys(base) as (keyof T & string)[]).filter(
      (field) => !beside.includes(field) && !isSame(base[field], typed[field]),
    )
  const changed = changesOf(form.watch())
  const kept = useRef({ changesOf, beside })
  kept.current = { changesOf, beside }
  const forget = useDraft(name, form, (typed) => {
    const fields = kept.current.changesOf(typed as T)
    return fields.length === 0 ? {} : pick(typed as T, [...fields, ...kept.current.beside])
  })

  /** What stands in the boxes, or what is given, is what is saved now. */
  const settle = useCallback(
    (now: T) => {
      setBase(now)
      form.reset(now)
      forget()
    },
    [form, forget],
  )
  const isChanged = changed.length > 0
  const told = JSON.stringify(saved)
  const followed = useRef(told)
  useEffect(() => {
    if (isChanged || followed.current === told) return
    followed.current = told
    settle(JSON.parse(told) as T)
  }, [isChanged, told, settle])
  return { form, changed, isChanged, settle, undo: () => settle(saved) }
}

function pick<T extends FieldValues>(values: T, fields: readonly (keyof T & string)[]): Partial<T> {
  return Object.fromEntries(fields.map((field) => [field, values[field]])) as Partial<T>
}

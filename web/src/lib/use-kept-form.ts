import { useState } from 'react'
import { type DefaultValues, type FieldValues, type Resolver, useForm } from 'react-hook-form'
import { draftOf, useDraft } from './use-draft'

interface KeptFormOptions<T extends FieldValues, Read> {
  name: string
  resolver: Resolver<T, unknown, Read>
  /** What stands in the boxes at first. */
  proposed: T
  /** Never kept: passwords, and codes that stand for one. */
  secret?: readonly (keyof T & string)[]
}

/**
 * A form that is there again as it was typed after a reload or a log-in. Returns it and how to forget it.
 *
 * Only what was typed otherwise is kept, so that what is proposed keeps up with the books.
 */
export function useKeptForm<T extends FieldValues, Read>({
  name,
  resolver,
  proposed,
  secret = [],
}: KeptFormOptions<T, Read>) {
  const [first] = useState(proposed)
  const [start] = useState(() => draftOf(name, proposed))
  const form = useForm<T, unknown, Read>({
    resolver,
    defaultValues: start as DefaultValues<T>,
    mode: 'onTouched',
  })
  const forget = useDraft(
    name,
    form,
    (typed) =>
      Object.fromEntries(
        Object.entries(typed).filter(([box, text]) => text !== first[box] && !secret.includes(box)),
      ) as Partial<T>,
  )
  return { form, forget }
}

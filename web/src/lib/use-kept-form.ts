import { useState } from 'react'
import { type DefaultValues, type FieldValues, type Resolver, useForm } from 'react-hook-form'
import { draftOf, useDraft } from './use-draft'

interface KeptFormOptions<T extends FieldValues, Read> {
  name: string
  resolver: Resolver<T, unknown, Read>
  /** What stands in the boxes at first. */
  proposed: T
}

/**
 * A form in a dialog, which is there again as it was typed after a reload or a log-in. Returns it and how to forget it.
 *
 * Only what was typed otherwise is kept, so that what is proposed keeps up with the books.
 */
export function useKeptForm<T extends FieldValues, Read>({
  name,
  resolver,
  proposed,
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
      Object.fromEntries(Object.entries(typed).filter(([box, text]) => text !== first[box])) as Partial<T>,
  )
  return { form, forget }
}

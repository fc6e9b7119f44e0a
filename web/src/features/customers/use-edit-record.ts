import { useEffect, useState } from 'react'
import type { FieldValues, Resolver } from 'react-hook-form'
import { readStored, removeStored, writeStored } from '@/lib/stored'
import { isBegun } from '@/lib/use-draft'
import { useKeptForm } from '@/lib/use-kept-form'

interface Before<Text> {
  text: Text
  version: number
}

interface EditRecordOptions<Text extends FieldValues, Read> {
  /** Names the edit, by what is edited. */
  name: string
  resolver: Resolver<Text, unknown, Read>
  now: Before<Text>
  onClose: () => void
}

const baseOf = (name: string) => `base:${name}`

/**
 * The form that changes a customer or a vehicle, kept as it was typed across a reload or a log-in.
 *
 * With it is kept what it began with, so that what somebody else changed meanwhile is noticed.
 */
export function useEditRecord<Text extends FieldValues, Read>(options: EditRecordOptions<Text, Read>) {
  const { name, resolver, now, onClose } = options
  const [before] = useState(() => (isBegun(name) && readStored<Before<Text>>(baseOf(name))) || now)
  useEffect(() => writeStored(baseOf(name), before), [name, before])
  const { form, forget } = useKeptForm({ name, resolver, proposed: before.text })
  const close = () => {
    forget()
    removeStored(baseOf(name))
    onClose()
  }
  return { form, before, close }
}

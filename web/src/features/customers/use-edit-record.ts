import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FieldValues, Resolver } from 'react-hook-form'
import { toast } from 'sonner'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { readStored, removeStored, writeStored } from '@/lib/stored'
import { isBegun } from '@/lib/use-draft'
import { useKeptForm } from '@/lib/use-kept-form'
import { changedNames } from './changed-names'

interface Before<Text> {
  text: Text
  version: number
}

interface EditRecordOptions<Text extends FieldValues, Read extends FieldValues, Changes, Answer> {
  /** Names the edit, by what is edited. */
  name: string
  resolver: Resolver<Text, unknown, Read>
  now: Before<Text>
  /** Reads it again, after somebody changed it meanwhile. */
  reread: () => Promise<Before<Text>>
  changesOf: (before: Text, typed: Text, read: Read) => Changes
  save: (changes: Changes & { version: number }) => Promise<Answer>
  onSaved: (answer: Answer, changes: Changes, before: Text) => void
  /** Says whether a refusal is dealt with; else it is shown. */
  onRefused?: (problem: Problem) => boolean
  onClose: () => void
}

const baseOf = (name: string) => `base:${name}`

/**
 * The form that changes a customer or a vehicle, kept as it was typed across a reload or a log-in.
 *
 * With it is kept what it began with, so that what somebody else changed meanwhile is noticed.
 */
export function useEditRecord<
  Text extends Record<string, string>,
  Read extends FieldValues,
  Changes extends object,
  Answer,
>(options: EditRecordOptions<Text, Read, Changes, Answer>) {
  const { name, resolver, now, reread, changesOf, onSaved, onRefused, onClose } = options
  const [before, setBefore] = useState(() => (isBegun(name) && readStored<Before<Text>>(baseOf(name))) || now)
  useEffect(() => writeStored(baseOf(name), before), [name, before])
  const { form, forget } = useKeptForm({ name, resolver, proposed: before.text })
  const [refusal, setRefusal] = useState<string | null>(null)
  const close = () => {
    forget()
    removeStored(baseOf(name))
    onClose()
  }
  /** Lets what is typed be a change of how it is now. What was saved by a try whose answer was lost is saved. */
  const takeUp = async () => {
    const typed = form.getValues()
    const theirs = await reread()
    const mine = changedNames(before.text, typed)
    const missing = mine.filter((box) => theirs.text[box]?.trim() !== typed[box]?.trim())
    if (missing.length === 0) {
      toast.success('Saved')
      return close()
    }
    setBefore(theirs)
    form.reset({ ...theirs.text, ...Object.fromEntries(mine.map((box) => [box, typed[box]])) } as Text)
    const clash = missing.find((box) => theirs.text[box] !== before.text[box])
    setRefusal(
      clash === undefined
        ? 'Somebody else changed this meanwhile. Your changes do not affect theirs. Save again.'
        : `Somebody else wrote “${theirs.text[clash]}” where you typed “${typed[clash]}”. Save again to keep yours.`,
    )
  }
  const save = useMutation({
    mutationFn: (changes: Changes) => options.save({ ...changes, version: before.version }),
    onSuccess: (answer, changes) => {
      onSaved(answer, changes, before.text)
      close()
    },
    onError: (problem) => {
      if (!(problem instanceof Problem)) setRefusal(sentence(problem))
      else if (problem.code === 'stale_version') return takeUp().catch((error) => setRefusal(sentence(error)))
      else if (!onRefused?.(problem)) setRefusal(showProblem(form, problem))
    },
  })
  const onSubmit = form.handleSubmit((read) => {
    setRefusal(null)
    const changes = changesOf(before.text, form.getValues(), read)
    if (Object.keys(changes).length === 0) return close()
    save.mutate(changes)
  })
  const isDirty = changedNames(before.text, form.watch()).length > 0
  return {
    form,
    frame: { isDirty, isBusy: save.isPending || save.isSuccess, refusal, onSubmit, onClose: close },
  }
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { isBegun, useTyped } from '@/lib/use-draft'
import { draftOf, type ListDraft, readList } from './list-draft'
import { saveList, type Template, templatesQuery } from './queries'

/** What is typed into the form of a list, and how it is saved or left. */
export function useListDraft(listKey: string, list: Template) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const name = `inspection-list:${listKey}`
  // What is typed is a change of the list as it was seen then, whatever comes from the server meanwhile.
  const [start] = useState(() => ({ ...draftOf(list), seen: list.version }))
  const { typed: draft, type, forget } = useTyped<ListDraft & { seen: number }>(name, start)
  const [wrong, setWrong] = useState<string>()
  const leave = () => {
    forget()
    void client.invalidateQueries({ queryKey: templatesQuery.queryKey })
    void navigate('/settings/inspections')
  }
  const change = useMutation({
    mutationFn: (body: Parameters<typeof saveList>[1]) => saveList(listKey, body),
    onSuccess: ({ message }) => {
      toast.success(message)
      leave()
    },
  })
  const edit = (next: Partial<ListDraft>) => {
    type(next)
    setWrong(undefined)
  }
  const save = () => {
    const read = readList(draft)
    if ('why' in read) return setWrong(read.why)
    change.mutate({ ...read.body, seen_version: draft.seen })
  }
  const discard = () => {
    change.reset()
    edit(start)
    forget()
  }
  return { draft, edit, save, leave, discard, change, wrong, isBegun: isBegun(name) }
}

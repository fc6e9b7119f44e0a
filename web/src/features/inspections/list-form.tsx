import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { newId } from '@/lib/new-id'
import { isBegun, useTyped } from '@/lib/use-draft'
import { draftOf, emptyPoint, type GroupDraft, type ListDraft, readList } from './list-draft'
import { ListGroup } from './list-group'
import { removeList, saveList, type Template, templatesQuery } from './queries'

interface ListFormProps {
  listKey: string
  list: Template
  isShipped: boolean
}

/** The form of a list: groups of points, each with its unit and its limits. */
export function ListForm({ listKey, list, isShipped }: ListFormProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const name = `inspection-list:${listKey}`
  // What is typed is a change of the list as it was seen then, whatever comes from the server meanwhile.
  const [start] = useState(() => ({ ...draftOf(list), seen: list.version }))
  const { typed: draft, type, forget } = useTyped<ListDraft & { seen: number }>(name, start)
  const [wrong, setWrong] = useState<string>()
  const [isRemoving, setRemoving] = useState(false)
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
  const setGroups = (groups: GroupDraft[]) => edit({ groups })
  const save = () => {
    const read = readList(draft)
    if ('why' in read) return setWrong(read.why)
    change.mutate({ ...read.body, seen_version: draft.seen })
  }
  const refusal = wrong ?? (change.error ? sentence(change.error) : undefined)
  return (
    <Form
      noValidate
      className="max-w-2xl space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Card className="p-4">
        <Field label="Name of the list">
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              value={draft.name}
              onChange={({ target }) => edit({ name: target.value })}
            />
          )}
        </Field>
      </Card>
      {draft.groups.map((group, at) => (
        <ListGroup
          key={group.id}
          group={group}
          at={at}
          count={draft.groups.length}
          onChange={(next) => setGroups(draft.groups.map((one) => (one.id === group.id ? next : one)))}
          onRemove={() => setGroups(draft.groups.filter(({ id }) => id !== group.id))}
        />
      ))}
      <Button
        variant="outline"
        onClick={() =>
          setGroups([...draft.groups, { id: newId(), title: '', points: [emptyPoint(newId())] }])
        }
      >
        <Plus aria-hidden /> Add group
      </Button>
      {refusal && <Notice>{refusal}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={change.isPending}>
          Save list
        </Button>
        {isBegun(name) && (
          <Button
            variant="outline"
            onClick={() => {
              change.reset()
              edit(start)
              forget()
            }}
          >
            Discard changes
          </Button>
        )}
        {list.is_own && (
          <Button variant="ghost" onClick={() => setRemoving(true)}>
            {isShipped ? 'Restore the original list' : 'Remove list'}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={isShipped ? 'Restore the original list?' : 'Remove this list?'}
        action={isShipped ? 'Go back' : 'Remove'}
        danger
        onConfirm={async () => {
          await removeList(listKey)
          leave()
        }}
      >
        Inspections that were begun with it keep their points.
      </ConfirmDialog>
    </Form>
  )
}

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { sentence } from '@/api/problem'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { newId } from '@/lib/new-id'
import { emptyPoint, type GroupDraft } from './list-draft'
import { ListGroup } from './list-group'
import { removeList, type Template } from './queries'
import { useListDraft } from './use-list-draft'

interface ListFormProps {
  listKey: string
  list: Template
  isShipped: boolean
}

/** The form of a list: groups of points, each with its unit and its limits. */
export function ListForm({ listKey, list, isShipped }: ListFormProps) {
  const { draft, edit, save, leave, discard, change, wrong, isBegun } = useListDraft(listKey, list)
  const [isRemoving, setRemoving] = useState(false)
  const setGroups = (groups: GroupDraft[]) => edit({ groups })
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
        {isBegun && (
          <Button variant="outline" onClick={discard}>
            Discard changes
          </Button>
        )}
        {list.is_own && (
          <Button variant="ghost" onClick={() => setRemoving(true)}>
            {isShipped ? 'Restore the original list' : 'Remove list'}
          </Button>
        )}
      </div>
      <RemoveList
        listKey={listKey}
        isShipped={isShipped}
        isOpen={isRemoving}
        onOpen={setRemoving}
        onRemoved={leave}
      />
    </Form>
  )
}

interface RemoveListProps {
  listKey: string
  isShipped: boolean
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onRemoved: () => void
}

function RemoveList({ listKey, isShipped, isOpen, onOpen, onRemoved }: RemoveListProps) {
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={onOpen}
      title={isShipped ? 'Restore the original list?' : 'Remove this list?'}
      action={isShipped ? 'Go back' : 'Remove'}
      danger
      onConfirm={async () => {
        await removeList(listKey)
        onRemoved()
      }}
    >
      Inspections that were begun with it keep their points.
    </ConfirmDialog>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { sentence } from '@/api/problem'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'
import { KINDS } from './kinds'
import { changePhoto, type Photo, type PhotoKind, photosQuery } from './queries'

const LONGEST_CAPTION = 500

/** What a photo shows, and when in the work it was taken. */
export function EditPhoto({ photo, onDone }: { photo: Photo; onDone: () => void }) {
  const client = useQueryClient()
  const [caption, setCaption] = useState(photo.caption ?? '')
  const [kind, setKind] = useState(photo.kind)
  const save = useMutation({
    mutationFn: () => changePhoto(photo.id, { caption: caption.trim() || null, kind }),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: photosQuery(photo.job_id).queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 sm:flex-row sm:items-end">
      <Field
        label="Caption"
        optional
        className="flex-1"
        error={save.error ? sentence(save.error) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={caption}
            maxLength={LONGEST_CAPTION}
            onChange={(event) => setCaption(event.target.value)}
          />
        )}
      </Field>
      <Field label="Kind of photo">
        {(control) => (
          <Select {...control} value={kind} onChange={(event) => setKind(event.target.value as PhotoKind)}>
            {KINDS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={save.isPending} className="flex-1">
          Save
        </Button>
        <Button variant="outline" onClick={onDone} className="flex-1">
          Cancel
        </Button>
      </div>
    </form>
  )
}

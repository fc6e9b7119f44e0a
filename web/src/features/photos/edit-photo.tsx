import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { sentence } from '@/api/problem'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'
import { COMMON } from '@/lib/common-words'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
import { useWords } from '@/lib/words'
import { useKinds } from './kinds'
import { changePhoto, type Photo, type PhotoKind, photosQuery } from './queries'
import { PHOTOS } from './words'

const LONGEST_CAPTION = 500

/** Names what is typed about a photo and not saved yet. */
export const captionOf = ({ id }: Photo) => `photo:${id}`

/** What a photo shows, and when in the work it was taken. */
export function EditPhoto({ photo, onDone }: { photo: Photo; onDone: () => void }) {
  const client = useQueryClient()
  const words = useWords(PHOTOS)
  const { save: saveIt, cancel } = useWords(COMMON)
  const kinds = useKinds()
  const { boxes, type, undo } = useSavedBoxes(captionOf(photo), {
    caption: photo.caption ?? '',
    kind: photo.kind,
  })
  const { caption, kind } = boxes
  const close = () => {
    undo()
    onDone()
  }
  const save = useMutation({
    mutationFn: () => changePhoto(photo.id, { caption: caption.trim() || null, kind }),
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: photosQuery(photo.job_id).queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 sm:flex-row sm:items-end">
      <Field
        label={words.caption}
        optional
        className="flex-1"
        error={save.error ? sentence(save.error) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={caption}
            maxLength={LONGEST_CAPTION}
            onChange={(event) => type({ caption: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.kindOfPhoto}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => type({ kind: event.target.value as PhotoKind })}
          >
            {kinds.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={save.isPending} className="flex-1">
          {saveIt}
        </Button>
        <Button variant="outline" onClick={close} className="flex-1">
          {cancel}
        </Button>
      </div>
    </form>
  )
}

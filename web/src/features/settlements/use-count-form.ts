import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem } from '@/api/form-problem'
import { useFormats } from '@/domain/formats'
import { keepCashPhoto } from '@/features/evidence/send-photo'
import { countTotal, type NoteCount } from '@/lib/denominations'
import { optional } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { bodyOf } from '@/outbox/body'
import { HAND_OVER_FORM } from '@/outbox/send-cash'
import { useHandOver } from './use-hand-over'

const NOTHING: NoteCount = {}
const EMPTY = { count: NOTHING, notes: '' }
const schema = z.object({ count: z.record(z.string(), z.number()), notes: optional() })

/** The form that hands cash over by the count of its notes. */
export function useCountForm() {
  const { decimals } = useFormats()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [photo, setPhoto] = useState<File | null>(null)
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: draftOf(HAND_OVER_FORM, EMPTY),
  })
  const forget = useDraft(HAND_OVER_FORM, form)
  const count = form.watch('count')
  const clear = () => {
    forget()
    setPhoto(null)
    form.reset(EMPTY)
    forget()
  }
  const submission = useHandOver({
    typed: form.getValues,
    clear,
    sumOf: (body) => countTotal(body.count ?? NOTHING, decimals),
    about: 'Waiting for the owner to count it.',
    onDone: ({ id }) => {
      if (photo) void keepCashPhoto(photo, 'hand-over', id)
    },
    onKept: (_, entry) => {
      const { id } = bodyOf<{ id: string }>(entry)
      if (photo) void keepCashPhoto(photo, 'hand-over', id, entry.id)
    },
    onRefused: (problem) => setRefusal(showProblem(form, problem)),
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    if (countTotal(values.count, decimals) === 0) {
      form.setError('count', { message: 'Count at least one note or coin.' })
      return
    }
    return submission.submit({ count: values.count, job_ids: [], notes: values.notes, repeat: false })
  })
  const setCount = (changed: NoteCount) => {
    form.clearErrors('count')
    form.setValue('count', changed)
  }
  return {
    form,
    count,
    setCount,
    photo,
    setPhoto,
    sum: countTotal(count, decimals),
    refusal,
    submission,
    submit,
  }
}

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { useSubmission } from '@/api/use-submission'
import { useFormats } from '@/domain/formats'
import { METHOD_WORDS, METHODS, type Method } from '@/domain/payment-labels'
import { refreshMoney } from '@/domain/refresh'
import { readAmount } from '@/lib/amount'
import { amountText, optional, wholeNumber } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { EMPTY_JOB, jobShape, MORE_FIELDS } from './job-form'
import type { KeeperAnswer } from './keeper-question'
import { type LineText, lineHomes, lineSchema, MAX_LINES, readable } from './lines/line-form'
import { useKnown } from './use-known'

const NAME = 'job:new'
const EMPTY = {
  ...EMPTY_JOB,
  advance_paid: '',
  advance_method: 'cash' as Method,
  odometer_km: '',
  odometer_reason: '',
  keeper: '' as KeeperAnswer,
  items: [] as LineText[],
}
const ADVANCE_TOO_LARGE = 'The advance cannot be more than the estimate.'

export type NewJobText = typeof EMPTY

function newJobSchema(decimals: number, isByLines: boolean) {
  const shape = jobShape(decimals)
  return z
    .object({
      ...shape,
      // Lines make the estimate; what was typed as one amount waits until they are given up.
      estimated_amount: isByLines ? z.string().transform(() => null) : shape.estimated_amount,
      items: z
        .array(lineSchema(decimals))
        .max(MAX_LINES)
        .transform((items) => items.filter((item) => item !== null))
        .refine((items) => !isByLines || items.length > 0, 'Enter labour or a part with its price.'),
      advance_paid: amountText({ decimals, empty: 0 }),
      odometer_km: wholeNumber('Enter whole kilometres.'),
      odometer_reason: optional(200),
      keeper: z.custom<KeeperAnswer>(),
      advance_method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
    })
    .refine((job) => job.estimated_amount === null || job.advance_paid <= job.estimated_amount, {
      path: ['advance_paid'],
      message: ADVANCE_TOO_LARGE,
    })
}

/** Reads the advance as it is typed, and what it leaves of an estimate that is one amount. */
export function readAdvance(typed: NewJobText, decimals: number, isByLines: boolean) {
  const advance = readAmount(typed.advance_paid, decimals)
  const estimate = readAmount(typed.estimated_amount, decimals)
  const amount = advance.ok && advance.amount > 0 ? advance.amount : null
  const left = amount !== null && !isByLines && estimate.ok ? estimate.amount - amount : null
  const isTooLarge = left !== null && left < 0
  return { amount, left: isTooLarge ? null : left, wrong: isTooLarge ? ADVANCE_TOO_LARGE : undefined }
}

/** The form that takes a job in: its draft, its estimate as one amount or by lines, and how it is sent just once. */
export function useNewJob() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const [startValues] = useState(() => draftOf(NAME, EMPTY))
  const [isByLines, setByLines] = useState(startValues.items.length > 0)
  const schema = useMemo(() => newJobSchema(decimals, isByLines), [decimals, isByLines])
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  const forget = useDraft(NAME, form)
  const [refusal, setRefusal] = useState<'spent' | string | null>(null)
  // What the server said of the reading; then the reason is asked for.
  const [oddReading, setOddReading] = useState<string | null>(null)
  const typed = form.watch()
  const known = useKnown(typed)
  const asksKeeper = known?.asks_keeper === true
  const vehicleId = known?.vehicle?.id
  const { setValue } = form
  const answeredFor = useRef(vehicleId)
  useEffect(() => {
    // An answer is about one car.
    if (vehicleId === undefined || answeredFor.current === vehicleId) return
    if (answeredFor.current !== undefined) setValue('keeper', '')
    answeredFor.current = vehicleId
  }, [vehicleId, setValue])

  const { submit, state, repeated } = useSubmission({
    name: NAME,
    send: (body: Schemas['JobCreate'], key) =>
      unwrap(api.POST('/api/jobs', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: ({ id, warnings }, { advance_paid: advance = 0, advance_method: method = 'cash' }) => {
      forget()
      const paid = advance > 0 ? [`Advance of ${money(advance)} ${METHOD_WORDS[method]} recorded.`] : []
      toast.success('Job started', { description: [...paid, ...warnings].join(' ') })
      void refreshMoney(client)
      navigate(`/jobs/${id}`, { replace: true })
    },
    onSame: (id) => {
      forget()
      navigate(`/jobs/${id}`, { replace: true })
    },
    onRefused: (problem) => {
      if (problem.code === 'idempotency_key_reused') {
        void refreshMoney(client)
        setRefusal('spent')
      } else if (problem.code === 'reading_needs_reason') {
        setOddReading(problem.message)
      } else {
        const { at } = readable(form.getValues('items'), decimals)
        setRefusal(showProblem(form, problem, lineHomes(problem.fields, at)))
      }
    },
  })
  const isEmpty =
    !isByLines &&
    Object.entries(EMPTY).every(
      ([field, value]) => field === 'items' || typed[field as keyof NewJobText] === value,
    )
  return {
    form,
    typed,
    isByLines,
    isEmpty,
    startsEmpty: startValues.vehicle_number === '',
    startsWithMore: MORE_FIELDS.some((field) => startValues[field] !== ''),
    state,
    repeated,
    /** Why it was not saved; `spent` when an earlier try was saved after all. */
    refusal,
    /** Null once the job is recorded: what is known then is this very job. */
    known: state === 'done' ? null : known,
    oddReading,
    forgetOddReading: () => setOddReading(null),
    send: form.handleSubmit(({ keeper, odometer_reason: reason, ...job }) => {
      setRefusal(null)
      if (asksKeeper && keeper === '') {
        form.setError('keeper', { message: 'Choose one, so that the car stays with the right customer.' })
        return document.querySelector<HTMLElement>('[role=radiogroup][aria-label^="Whose"] input')?.focus()
      }
      return submit({
        ...job,
        odometer_reason: oddReading === null ? null : reason,
        keeper: asksKeeper && (keeper === 'same' || keeper === 'sold') ? keeper : null,
        repeat: false,
      })
    }),
    clear: () => {
      form.reset(EMPTY)
      setOddReading(null)
      setByLines(false)
      forget()
      setRefusal(null)
    },
    chooseLines: (wanted: boolean) => {
      setByLines(wanted)
      if (!wanted) form.setValue('items', [])
      form.clearErrors(['estimated_amount', 'items'])
    },
  }
}

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { useFormats } from '@/domain/formats'
import { METHOD_WORDS, METHODS, type Method } from '@/domain/payment-labels'
import { useCan } from '@/domain/permissions'
import { missingDigits } from '@/domain/phone'
import { refreshMoney } from '@/domain/refresh'
import { readAmount } from '@/lib/amount'
import { amountText, kilometres, optional } from '@/lib/schema'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { settleReopened } from '@/outbox/reopened'
import { JOB_FORM, useSendJob } from '@/outbox/send-job'
import { EMPTY_JOB, jobShape, MORE_FIELDS } from './job-form'
import type { KeeperAnswer } from './keeper-question'
import { type LineText, lineHomes, lineSchema, MAX_LINES, readable } from './lines/line-form'
import { offerUndoOfIntake } from './undo-intake'
import { useKnown } from './use-known'

type OpenJob = NonNullable<Schemas['Known']['open_job']>

const NAME = JOB_FORM
const EMPTY = {
  ...EMPTY_JOB,
  estimate_to_follow: false,
  advance_paid: '',
  advance_method: 'cash' as Method,
  customer_email: '',
  odometer_km: '',
  odometer_reason: '',
  keeper: '' as KeeperAnswer,
  items: [] as LineText[],
}
const ADVANCE_TOO_LARGE = 'The advance cannot be more than the estimate.'

export type NewJobText = typeof EMPTY

function newJobSchema(decimals: number, currency: string, hasAmount: boolean, isByLines: boolean) {
  const shape = jobShape(decimals)
  return z
    .object({
      ...shape,
      phone: shape.phone.superRefine((phone, context) => {
        const message = missingDigits(phone, currency)
        if (message !== null) context.addIssue({ code: 'custom', message })
      }),
      // Lines make the estimate, or it is to follow; what was typed as one amount waits until that is given up.
      estimated_amount: hasAmount ? shape.estimated_amount : z.string().transform(() => null),
      estimate_to_follow: z.boolean(),
      items: z
        .array(lineSchema(decimals))
        .max(MAX_LINES)
        .transform((items) => items.filter((item) => item !== null))
        .refine((items) => !isByLines || items.length > 0, 'Enter labour or a part with its price.'),
      advance_paid: amountText({ decimals, empty: 0 }),
      customer_email: optional(254),
      odometer_km: kilometres(),
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
  const left =
    amount !== null && !isByLines && !typed.estimate_to_follow && estimate.ok
      ? estimate.amount - amount
      : null
  const isTooLarge = left !== null && left < 0
  return { amount, left: isTooLarge ? null : left, wrong: isTooLarge ? ADVANCE_TOO_LARGE : undefined }
}

/** The draft of a job, with its estimate as one amount, by lines, or to follow. */
function useJobDraft() {
  const { currency, decimals } = useFormats()
  const [startValues] = useState(() => draftOf(NAME, EMPTY))
  const [isByLines, setByLines] = useState(startValues.items.length > 0)
  const [isToFollow, setToFollow] = useState(startValues.estimate_to_follow)
  const hasAmount = !isByLines && !isToFollow
  const schema = useMemo(
    () => newJobSchema(decimals, currency, hasAmount, isByLines),
    [decimals, currency, hasAmount, isByLines],
  )
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  const forget = useDraft(NAME, form)
  const clear = () => {
    form.reset(EMPTY)
    setByLines(false)
    setToFollow(false)
    forget()
  }
  /** Nobody knows yet what it will come to, or somebody does. */
  const letFollow = (wanted: boolean) => {
    setToFollow(wanted)
    form.setValue('estimate_to_follow', wanted, { shouldDirty: true })
    form.clearErrors(['estimated_amount', 'advance_paid'])
  }
  const chooseLines = (wanted: boolean) => {
    setByLines(wanted)
    setToFollow(false)
    form.setValue('estimate_to_follow', false)
    if (!wanted) form.setValue('items', [])
    form.clearErrors(['estimated_amount', 'items'])
  }
  return { form, startValues, isByLines, forget, clear, letFollow, chooseLines }
}

type JobForm = ReturnType<typeof useJobDraft>['form']

/** What the garage knows of the car that is typed; an answer to whose it is now is about one car. */
function useKnownCar({ setValue }: JobForm, typed: NewJobText) {
  const known = useKnown(typed)
  const vehicleId = known?.vehicle?.id
  const answeredFor = useRef(vehicleId)
  useEffect(() => {
    if (vehicleId === undefined || answeredFor.current === vehicleId) return
    if (answeredFor.current !== undefined) setValue('keeper', '')
    answeredFor.current = vehicleId
  }, [vehicleId, setValue])
  return known
}

/** Why a job was not taken in, as the server says it. */
function useRefusals(form: JobForm) {
  const client = useQueryClient()
  const { decimals } = useFormats()
  const [refusal, setRefusal] = useState<'spent' | string | null>(null)
  // The car has an open job that was not known when the form was sent.
  const [stillOpen, setStillOpen] = useState<OpenJob | null>(null)
  // What the server said of the reading; then the reason is asked for.
  const [oddReading, setOddReading] = useState<string | null>(null)
  const show = (problem: Problem) => {
    if (problem.code === 'idempotency_key_reused') {
      void refreshMoney(client)
      setRefusal('spent')
    } else if (problem.code === 'already_open') {
      setStillOpen(problem.extra.open_job as OpenJob)
    } else if (problem.code === 'reading_needs_reason') {
      setOddReading(problem.message)
    } else {
      const { at } = readable(form.getValues('items'), decimals)
      setRefusal(showProblem(form, problem, lineHomes(problem.fields, at)))
    }
  }
  const takeBack = () => {
    setRefusal(null)
    setStillOpen(null)
  }
  return { refusal, stillOpen, oddReading, forgetOddReading: () => setOddReading(null), show, takeBack }
}

/** Says that a job was taken in, with the way back where that is allowed. */
function useTellStarted() {
  const client = useQueryClient()
  const canCancel = useCan('jobs:cancel')
  const { money } = useFormats()
  return (
    id: string,
    warnings: readonly string[],
    job: Pick<Schemas['JobCreate'], 'vehicle_number' | 'advance_paid' | 'advance_method'>,
  ) => {
    const { vehicle_number: plate, advance_paid = 0, advance_method = 'cash' } = job
    const hasAdvance = advance_paid > 0
    const paid = hasAdvance
      ? [`Advance of ${money(advance_paid)} ${METHOD_WORDS[advance_method]} recorded.`]
      : []
    const about = [...paid, ...warnings].join(' ')
    if (canCancel) offerUndoOfIntake(client, { id, plate, hasAdvance, about })
    else toast.success('Job started', { description: about })
    void refreshMoney(client)
  }
}

function isEmptyJob(typed: NewJobText): boolean {
  return Object.entries(EMPTY).every(
    ([field, value]) => field === 'items' || typed[field as keyof NewJobText] === value,
  )
}

/** The form that takes a job in: its draft, its estimate as one amount or by lines, and how it is sent just once. */
export function useNewJob() {
  const navigate = useNavigate()
  const { form, startValues, isByLines, forget, clear, letFollow, chooseLines } = useJobDraft()
  const { refusal, stillOpen, oddReading, forgetOddReading, show, takeBack } = useRefusals(form)
  const tellStarted = useTellStarted()
  const typed = form.watch()
  const known = useKnownCar(form, typed)
  const asksKeeper = known?.asks_keeper === true
  const leadTo = (jobId: string) => {
    forget()
    navigate(`/jobs/${jobId}`, { replace: true })
  }
  const { submit, state, repeated } = useSendJob({
    typed: form.getValues,
    onDone: ({ id, warnings }, job) => {
      tellStarted(id, warnings, job)
      leadTo(id)
    },
    onKept: (_, { jobId }) => leadTo(jobId),
    onSame: leadTo,
    onRefused: show,
  })
  return {
    form,
    typed,
    isByLines,
    isEmpty: !isByLines && isEmptyJob(typed),
    startsEmpty: startValues.vehicle_number === '',
    startsWithMore: MORE_FIELDS.some((field) => startValues[field] !== ''),
    state,
    repeated,
    /** Why it was not saved; `spent` when an earlier try was saved after all. */
    refusal,
    /** Null once the job is recorded: what is known then is this very job. */
    known: state === 'done' ? null : known,
    oddReading,
    forgetOddReading,
    /** The open job of the car, by which it was refused: it may be this one, taken in on another phone. */
    stillOpen,
    send: form.handleSubmit(({ keeper, odometer_reason: reason, ...job }) => {
      takeBack()
      if (asksKeeper && keeper === '') {
        form.setError('keeper', { message: 'Choose one, so that the car stays with the right customer.' })
        return document.querySelector<HTMLElement>('[role=radiogroup][aria-label^="Whose"] input')?.focus()
      }
      return submit({
        ...job,
        odometer_reason: oddReading === null ? null : reason,
        keeper: asksKeeper && (keeper === 'same' || keeper === 'sold') ? keeper : null,
        // Whoever has seen that the car has an open job means another one.
        another: known?.open_job || stillOpen ? true : null,
        repeat: false,
      })
    }),
    clear: () => {
      clear()
      forgetOddReading()
      settleReopened(NAME)
      takeBack()
    },
    letFollow,
    chooseLines,
  }
}

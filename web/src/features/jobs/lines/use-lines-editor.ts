import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { useFormats } from '@/domain/formats'
import { type Job, type JobDetail, jobQuery } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { newId } from '@/lib/new-id'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { linesName } from '../detail/drafts'
import { offerUndoOfEdit } from '../undo-edit'
import { askForDiscount } from './discount-request'
import { type Item, isSaved, lineHomes, lineSchema, linesOf, MAX_LINES, readable } from './line-form'

/** Lines with more discount than one may give, and the key under which the owner is asked for them: once. */
interface Steep {
  items: Item[]
  key: string
}

/** What the lines of a job were when they were opened, to tell whether somebody else changed them. */
function baseOf({ bill, version }: JobDetail) {
  return { lines: JSON.stringify(bill?.lines ?? []), version }
}

/** The lines as they are typed, with those that they were opened with. */
function useLinesForm(job: JobDetail) {
  const { decimals } = useFormats()
  const name = linesName(job.id)
  const schema = useMemo(
    () =>
      z.object({
        items: z.array(lineSchema(decimals)).max(MAX_LINES),
        base: z.object({ lines: z.string(), version: z.number() }),
      }),
    [decimals],
  )
  const [startValues] = useState(() =>
    draftOf(name, { items: linesOf(job.bill?.lines ?? [], decimals), base: baseOf(job) }),
  )
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  useDraft(name, form)
  return form
}

/** Asks the owner for lines with more discount than one may give. */
function useAsk(
  jobId: string,
  { onAsked, onRefused }: { onAsked: () => void; onRefused: (words: string) => void },
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ items, key }: Steep) => askForDiscount(jobId, items, key),
    onSuccess: () => {
      toast.success('The owner is asked. The lines are saved when the owner says yes.')
      onAsked()
      void refreshMoney(client)
    },
    networkMode: 'always',
    onError: (error) => onRefused(sentence(error)),
  })
}

/** The form of a job's lines: saved only over the lines that it was opened with. */
export function useLinesEditor(job: JobDetail, onClose: () => void) {
  const client = useQueryClient()
  const { decimals } = useFormats()
  const form = useLinesForm(job)
  const [notice, setNotice] = useState<string | null>(null)
  // Lines with more discount than one may give: the owner can be asked for them.
  const [steep, setSteep] = useState<Steep | null>(null)
  const [theirs, setTheirs] = useState<JobDetail | null>(null)
  const done = (items: Item[], saved: Job | null) => {
    const said = items.length === 0 ? 'Labour and parts removed' : 'Labour and parts saved'
    if (saved) offerUndoOfEdit(client, saved, said)
    else toast.success(said)
    onClose()
    void refreshMoney(client)
  }
  const save = useMutation({
    mutationFn: (body: { items: Item[]; version: number }) =>
      unwrap(api.PUT('/api/jobs/{job_id}', { params: { path: { job_id: job.id } }, body })),
    onSuccess: ({ job: saved }, { items }) => done(items, saved),
    // Without a network it says so, instead of waiting in silence.
    networkMode: 'always',
    onError: async (error, { items }) => {
      if (!(error instanceof Problem)) return setNotice(sentence(error))
      if (error.code === 'stale_version') {
        return compareAnew(items).catch((failure) => setNotice(sentence(failure)))
      }
      if (error.code === 'discount_above_cap') setSteep({ items, key: newId() })
      const { at } = readable(form.getValues('items'), decimals)
      setNotice(showProblem(form, error, lineHomes(error.fields, at)) ?? 'Check the lines marked red.')
      if (error.status === 409) void refreshMoney(client)
    },
  })
  /** Somebody changed the job. When the lines are what they were, saving these loses nothing. */
  const compareAnew = async (items: Item[]) => {
    const now = await client.fetchQuery({ ...jobQuery(job.id), staleTime: 0 })
    if (isSaved(items, now.bill?.lines ?? [])) return done(items, null)
    const base = baseOf(now)
    if (base.lines !== form.getValues('base').lines) return setTheirs(now)
    form.setValue('base', base)
    save.mutate({ items, version: base.version })
  }
  const ask = useAsk(job.id, { onAsked: onClose, onRefused: setNotice })
  const send = form.handleSubmit((read) => {
    setNotice(null)
    setSteep(null)
    setTheirs(null)
    const items = read.items.filter((item) => item !== null)
    save.mutate({ items, version: read.base.version })
  })
  return {
    form,
    isSaving: save.isPending || ask.isPending,
    notice,
    /** Asks the owner for the lines; null where his word is not needed. */
    askOwner: steep && (() => ask.mutate(steep)),
    /** The job as somebody else left it meanwhile, with other lines. */
    theirs,
    send,
    takeTheirs: () => {
      if (theirs) form.reset({ items: linesOf(theirs.bill?.lines ?? [], decimals), base: baseOf(theirs) })
      setTheirs(null)
    },
    saveMine: () => {
      if (theirs) form.setValue('base', baseOf(theirs))
      void send()
    },
  }
}

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { readStored, writeStored } from '@/lib/stored'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { jobShape } from '../job-form'
import { offerUndoOfEdit } from '../undo-edit'
import { baseStoredAs, editName } from './drafts'
import { type Base, baseOf, changedFields, changedMeanwhile, type Meanwhile } from './edits'

/** The job as it is typed, and as it was when the edit began. */
function useEditForm(job: JobDetail) {
  const { decimals } = useFormats()
  const name = editName(job.id)
  // After a reload or a log-in the edits are compared with the job as it was read before them.
  const [base, setBase] = useState<Base>(
    () => readStored<Base>(baseStoredAs(job.id)) ?? baseOf(job, decimals),
  )
  useEffect(() => writeStored(baseStoredAs(job.id), base), [base, job.id])
  const mayFollow = job.estimate_to_follow
  const schema = useMemo(() => z.object(jobShape(decimals, mayFollow)), [decimals, mayFollow])
  const [startValues] = useState(() => draftOf(name, base.text))
  const form = useForm({ resolver: zodResolver(schema), defaultValues: startValues, mode: 'onTouched' })
  useDraft(name, form)
  return { form, base, setBase }
}

/** The form that changes a job: only what was changed is sent, compared with the job as it was when the edit began. */
export function useEditJob(job: JobDetail, onClose: () => void) {
  const client = useQueryClient()
  const { decimals } = useFormats()
  const { form, base, setBase } = useEditForm(job)
  const [notice, setNotice] = useState<string | null>(null)
  const [meanwhile, setMeanwhile] = useState<{ fields: Meanwhile[]; status: string | null } | null>(null)

  const done = (tell: () => void) => {
    tell()
    onClose()
    return refreshMoney(client)
  }
  const compareAnew = async () => {
    const now = await client.fetchQuery({ ...jobQuery(job.id), staleTime: 0 })
    const theirs = baseOf(now, decimals)
    const typed = form.getValues()
    const missing = changedFields(theirs.text, typed, decimals)
    const isSaved = !changedFields(base.text, typed, decimals).some((field) => missing.includes(field))
    // The answer to an earlier try was lost.
    if (isSaved) return done(() => toast.success('Saved'))
    const fields = changedMeanwhile(base.text, theirs.text, typed, decimals)
    // Fields that were left alone follow the others.
    for (const { field, yours } of fields) {
      if (yours === null) form.setValue(field, theirs.text[field])
    }
    setBase(theirs)
    const status = now.status === job.status ? null : STATUS[now.status].label.toLowerCase()
    setMeanwhile({ fields, status })
  }
  const save = useMutation({
    mutationFn: (body: Schemas['JobUpdate']) =>
      unwrap(api.PUT('/api/jobs/{job_id}', { params: { path: { job_id: job.id } }, body })),
    onSuccess: ({ job: edited }) => void done(() => offerUndoOfEdit(client, edited, 'Job changed')),
    onError: async (error) => {
      if (!(error instanceof Problem)) return setNotice(sentence(error))
      if (error.code === 'stale_version') {
        return compareAnew().catch((failure) => setNotice(sentence(failure)))
      }
      if (error.code === 'invoice_issued') void refreshMoney(client)
      if (error.code === 'estimate_below_paid') {
        form.setError('estimated_amount', { type: 'server', message: error.message }, { shouldFocus: true })
        return refreshMoney(client)
      }
      setNotice(showProblem(form, error))
    },
  })
  const send = form.handleSubmit((read) => {
    setNotice(null)
    setMeanwhile(null)
    const touched = changedFields(base.text, form.getValues(), decimals)
    if (touched.length === 0) return onClose()
    const body: Schemas['JobUpdate'] = Object.fromEntries(touched.map((field) => [field, read[field]]))
    save.mutate({ ...body, version: base.version })
  })
  return {
    form,
    changedCount: changedFields(base.text, form.watch(), decimals).length,
    isSaving: save.isPending,
    notice,
    send,
    /** What somebody else changed since this edit began. */
    meanwhile,
    mustChoose: meanwhile?.fields.some(({ yours }) => yours !== null) ?? false,
    keepMine: () => setMeanwhile(null),
    takeTheirs: () => {
      for (const { field, theirs } of meanwhile?.fields ?? []) form.setValue(field, theirs)
      setMeanwhile(null)
    },
  }
}

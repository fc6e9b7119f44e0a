import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { type JobDetail, jobQuery } from '@/domain/jobs'
import { refreshMoney } from '@/domain/refresh'
import { draftOf, useDraft } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { linesName } from '../detail/drafts'
import LineFields from './line-fields'
import { type Item, isBlank, isSaved, lineHomes, lineSchema, linesOf, MAX_LINES, readable } from './line-form'
import { QuotePanel } from './quote-panel'
import { useQuote } from './use-quote'

/** What the lines of a job were when they were opened, to tell whether somebody else changed them. */
function baseOf({ bill, version }: JobDetail) {
  return { lines: JSON.stringify(bill?.lines ?? []), version }
}

/** Changes the lines of a job; they make its estimate. */
export default function LinesEditor({ job, onClose }: { job: JobDetail; onClose: () => void }) {
  const client = useQueryClient()
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
  const [notice, setNotice] = useState<string | null>(null)
  const [theirs, setTheirs] = useState<JobDetail | null>(null)
  const lines = useWatch({ control: form.control, name: 'items' })
  const customer = useMemo(
    () => ({ customer_gst_number: job.customer_gst_number, place_of_supply: job.place_of_supply }),
    [job.customer_gst_number, job.place_of_supply],
  )
  const quote = useQuote(lines, customer)

  const done = (items: Item[]) => {
    toast.success(items.length === 0 ? 'Labour and parts removed' : 'Labour and parts saved')
    onClose()
    void refreshMoney(client)
  }
  const save = useMutation({
    mutationFn: (body: { items: Item[]; version: number }) =>
      unwrap(api.PUT('/api/jobs/{job_id}', { params: { path: { job_id: job.id } }, body })),
    onSuccess: (_, { items }) => done(items),
    // Without a network it says so, instead of waiting in silence.
    networkMode: 'always',
    onError: async (error, { items }) => {
      if (!(error instanceof Problem)) return setNotice(sentence(error))
      if (error.code === 'stale_version') {
        return compareAnew(items).catch((failure) => setNotice(sentence(failure)))
      }
      const { at } = readable(form.getValues('items'), decimals)
      setNotice(showProblem(form, error, lineHomes(error.fields, at)) ?? 'Check the lines marked red.')
      if (error.status === 409) void refreshMoney(client)
    },
  })
  /** Somebody changed the job. When the lines are what they were, saving these loses nothing. */
  const compareAnew = async (items: Item[]) => {
    const now = await client.fetchQuery({ ...jobQuery(job.id), staleTime: 0 })
    if (isSaved(items, now.bill?.lines ?? [])) return done(items)
    const base = baseOf(now)
    if (base.lines !== form.getValues('base').lines) return setTheirs(now)
    form.setValue('base', base)
    save.mutate({ items, version: base.version })
  }
  const send = form.handleSubmit((read) => {
    setNotice(null)
    setTheirs(null)
    const items = read.items.filter((item) => item !== null)
    save.mutate({ items, version: read.base.version })
  })
  const took = theirs && baseOf(theirs)
  const isEmpty = lines.every(isBlank)
  const hadLines = job.bill !== null
  const total = quote.bill?.total_amount
  return (
    <FormProvider {...form}>
      <Form onSubmit={send}>
        <fieldset disabled={save.isPending} className="min-w-0">
          <LineFields quote={quote} />
          <div className="border-t p-4">
            <div className="space-y-4 sm:ml-auto sm:max-w-sm">
              <QuotePanel quote={quote} />
              {total !== undefined && total < job.total_paid && (
                <Notice tone="warning">
                  <Money amount={job.total_paid} /> is paid already. The total cannot be less than what is
                  paid.
                </Notice>
              )}
              {total !== undefined && total >= job.total_paid && total !== job.estimated_amount && (
                <p className="text-muted text-sm">
                  The estimate is <Money amount={job.estimated_amount} /> now.
                </p>
              )}
              {theirs && took && (
                <Notice tone="warning">
                  <p>Somebody else changed the labour and parts. What you entered is still here.</p>
                  <p className="mt-1">
                    Their total is <Money amount={theirs.estimated_amount} />.
                  </p>
                  <div className="mt-2 flex gap-2">
                    <Button
                      size="sm"
                      variant="outline"
                      onClick={() => {
                        form.reset({ items: linesOf(theirs.bill?.lines ?? [], decimals), base: took })
                        setTheirs(null)
                      }}
                    >
                      Use theirs
                    </Button>
                    <Button
                      size="sm"
                      variant="outline"
                      onClick={() => {
                        form.setValue('base', took)
                        void send()
                      }}
                    >
                      Save mine
                    </Button>
                  </div>
                </Notice>
              )}
              {notice && <Notice>{notice}</Notice>}
              <div className="flex gap-2 sm:justify-end">
                <Button variant="outline" className="max-sm:flex-1" onClick={onClose}>
                  Cancel
                </Button>
                <Button
                  type="submit"
                  variant="primary"
                  className="max-sm:flex-1"
                  busy={save.isPending}
                  disabled={theirs !== null || (isEmpty && !hadLines)}
                >
                  {isEmpty && hadLines ? 'Remove labour and parts' : 'Save labour and parts'}
                </Button>
              </div>
            </div>
          </div>
        </fieldset>
      </Form>
    </FormProvider>
  )
}

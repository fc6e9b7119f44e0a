import { useMemo } from 'react'
import { FormProvider, useWatch } from 'react-hook-form'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import type { JobDetail } from '@/domain/jobs'
import LineFields from './line-fields'
import { isBlank } from './line-form'
import { QuotePanel } from './quote-panel'
import { useLinesEditor } from './use-lines-editor'
import { useQuote } from './use-quote'

/** Changes the lines of a job; they make its estimate. */
export default function LinesEditor({ job, onClose }: { job: JobDetail; onClose: () => void }) {
  const { form, isSaving, notice, askOwner, theirs, send, takeTheirs, saveMine } = useLinesEditor(
    job,
    onClose,
  )
  const lines = useWatch({ control: form.control, name: 'items' })
  const customer = useMemo(
    () => ({ customer_gst_number: job.customer_gst_number, place_of_supply: job.place_of_supply }),
    [job.customer_gst_number, job.place_of_supply],
  )
  const quote = useQuote(lines, customer)
  const isEmpty = lines.every(isBlank)
  const hadLines = job.bill !== null
  const total = quote.bill?.total_amount
  return (
    <FormProvider {...form}>
      <Form onSubmit={send}>
        <fieldset disabled={isSaving} className="min-w-0">
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
              {theirs && <TheirLines job={theirs} onTake={takeTheirs} onSaveMine={saveMine} />}
              {notice && (
                <Notice>
                  {notice}
                  {askOwner && (
                    <Button size="sm" variant="outline" className="mt-2" busy={isSaving} onClick={askOwner}>
                      Ask the owner
                    </Button>
                  )}
                </Notice>
              )}
              <div className="flex gap-2 sm:justify-end">
                <Button variant="outline" className="max-sm:flex-1" onClick={onClose}>
                  Cancel
                </Button>
                <Button
                  type="submit"
                  variant="primary"
                  className="max-sm:flex-1"
                  busy={isSaving}
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

interface TheirLinesProps {
  /** The job as somebody else left it. */
  job: JobDetail
  onTake: () => void
  onSaveMine: () => void
}

function TheirLines({ job, onTake, onSaveMine }: TheirLinesProps) {
  return (
    <Notice tone="warning">
      <p>Somebody else changed the labour and parts. What you entered is still here.</p>
      <p className="mt-1">
        Their total is <Money amount={job.estimated_amount} />.
      </p>
      <div className="mt-2 flex gap-2">
        <Button size="sm" variant="outline" onClick={onTake}>
          Use theirs
        </Button>
        <Button records size="sm" variant="outline" onClick={onSaveMine}>
          Save mine
        </Button>
      </div>
    </Notice>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Printer, QrCode } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { addressOf, api, unwrap } from '@/api/client'
import { useSubmission } from '@/api/use-submission'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { inSentence } from '@/lib/days'
import { jobAtGateQuery, passQuery } from './queries'

interface Job {
  id: string
  vehicle_number: string
}

/** Whether the car of a job may leave, its pass to show, and the owner's word for one that is not paid. */
export default function JobGateCard({ job }: { job: Job }) {
  const { data } = useQuery(jobAtGateQuery(job.id))
  const { money, dayTime, count } = useFormats()
  const canRelease = useCan('credit:release')
  const [isShown, setShown] = useState(false)
  // It stands beside the job, which goes on without it.
  if (!data || (!data.has_gate && data.issued_at === null)) return null
  const left = data.used_at !== null
  return (
    <Card>
      <CardHead title="Gate" />
      <div className="flex flex-wrap items-center justify-between gap-3 p-4">
        <div className="min-w-0 flex-1 basis-48 text-sm">
          {left && (
            <p>
              Left {inSentence(dayTime(data.used_at ?? ''))}
              {data.used_km !== null && (
                <>
                  {' '}
                  at <span className="figure">{count(data.used_km)}</span> km
                </>
              )}
              .
            </p>
          )}
          {!left && data.may_leave && (
            <p>{data.owed > 0 ? `May leave with ${money(data.owed)} owed.` : 'Paid: the car may leave.'}</p>
          )}
          {!left && !data.may_leave && (
            <p>
              {data.estimate_to_follow
                ? 'No pass yet: the estimate is to follow.'
                : `No pass yet: ${money(data.owed)} is still to be paid.`}
            </p>
          )}
          {data.released_at !== null && (
            <p className="text-muted">
              {data.released_by_name ?? 'The owner'} let it leave with {money(data.released_amount ?? 0)}{' '}
              owed, {inSentence(dayTime(data.released_at))}.
            </p>
          )}
        </div>
        {data.may_leave ? (
          <Button
            variant={left ? 'outline' : 'secondary'}
            aria-haspopup="dialog"
            onClick={() => setShown(true)}
          >
            <QrCode aria-hidden /> {left ? 'Another pass' : 'Gate pass'}
          </Button>
        ) : (
          canRelease && <Release job={job} />
        )}
      </div>
      {isShown && <PassDialog job={job} onClose={() => setShown(false)} />}
    </Card>
  )
}

/** Lets the car leave unpaid: one tap, which stands in the journal with the owner's name. */
function Release({ job }: { job: Job }) {
  const client = useQueryClient()
  const { submit, state } = useSubmission({
    name: `release:${job.id}`,
    send: (_: object, key: string) =>
      unwrap(
        api.POST('/api/jobs/{job_id}/gate/release', {
          params: { path: { job_id: job.id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: () => {
      toast.success('The car may leave', { description: job.vehicle_number })
      void client.invalidateQueries({ queryKey: ['gate', 'job', job.id] })
      void client.invalidateQueries({ queryKey: ['jobs'] })
    },
    onRefused: (problem) => toast.error('Not released', { description: problem.message }),
  })
  return (
    <Button variant="outline" busy={state === 'sending'} onClick={() => void submit({})}>
      Let it leave unpaid
    </Button>
  )
}

function PassDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { data: pass, error, refetch } = useQuery(passQuery(job.id))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Gate pass"
        description="The gate scans this once, or types the code. Show it, or let the customer photograph it."
      >
        {pass ? (
          <div className="space-y-3 text-center">
            <img
              src={pass.qr}
              alt={`QR code of the gate pass of ${pass.plate}`}
              className="mx-auto w-full max-w-72 border bg-white p-3"
            />
            <p className="figure select-all text-3xl">{pass.code}</p>
            <p className="figure text-muted">{pass.plate}</p>
            <Button asChild variant="outline" className="w-full">
              <a
                href={addressOf(`/api/jobs/${job.id}/gate/pass.pdf`)}
                target="_blank"
                rel="noopener"
                aria-label="Print the gate pass"
              >
                <Printer aria-hidden /> Print
              </a>
            </Button>
          </div>
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-72" />
        )}
      </DialogContent>
    </Dialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '@/components/states'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { type Answer, signatureQuery } from './queries'

interface SignatureDialogProps {
  jobId: string
  answer: Answer
  onClose: () => void
}

/** What the customer signed with, and what was approved by it. */
export default function SignatureDialog({ jobId, answer, onClose }: SignatureDialogProps) {
  const { money, dayTime } = useFormats()
  const { data, error, refetch } = useQuery(signatureQuery(jobId, answer.id))
  const approved = answer.services.filter((service) => service.answer === 'approved')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Signed by the customer"
        description={`${dayTime(answer.at)}, version ${answer.version}, ${money(answer.approved_amount)} approved`}
      >
        {data ? (
          <div className="space-y-3">
            {data.path && (
              <svg
                viewBox={`0 0 ${data.width} ${data.height}`}
                role="img"
                aria-label="Signature of the customer"
                className="w-full border bg-white"
              >
                <path
                  d={data.path}
                  fill="none"
                  stroke="#000"
                  strokeWidth="4"
                  strokeLinecap="round"
                  strokeLinejoin="round"
                />
              </svg>
            )}
            {data.name ? (
              <p>
                <span className="text-muted text-sm">{data.path ? 'Name' : 'Typed instead of drawn'}: </span>
                <bdi>{data.name}</bdi>
              </p>
            ) : (
              !data.path && <p className="text-muted text-sm">Erased with the customer.</p>
            )}
            <ul className="divide-y border-y">
              {approved.map((service) => (
                <li key={service.service_id} className="flex justify-between gap-3 py-2 text-sm">
                  <span>{service.title}</span>
                  <span className="figure">{money(service.amount)}</span>
                </li>
              ))}
            </ul>
          </div>
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-40" />
        )}
      </DialogContent>
    </Dialog>
  )
}

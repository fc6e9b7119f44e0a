import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, PenLine, Plus, QrCode, Send } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { lazyPart } from '@/components/lazy-part'
import { ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { inSentence } from '@/lib/days'
import { newId } from '@/lib/new-id'
import { Deferred } from './deferred'
import {
  type Answer,
  estimateQuery,
  type JobEstimate,
  linkQuery,
  type Service,
  sendEstimate,
  withdrawService,
} from './queries'
import { answeredBy, answersInShort, STATES } from './service-words'

const ServiceDialog = lazyPart(() => import('./service-dialog'))
const TellDialog = lazyPart(() => import('./tell-dialog'))
const LinkDialog = lazyPart(() => import('./link-dialog'))
const SignatureDialog = lazyPart(() => import('./signature-dialog'))

type Opened =
  | { kind: 'service'; service?: Service }
  | { kind: 'tell' }
  | { kind: 'link' }
  | { kind: 'signature'; answer: Answer }

/** What the customer is asked to approve, service by service, and what was answered. */
export function EstimateCard({ job }: { job: JobDetail }) {
  const canChange = useCan('jobs:update') && job.status !== 'closed'
  const { data: estimate, error, refetch } = useQuery(estimateQuery(job.id))
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const send = useSend(job.id, () => setOpened({ kind: 'link' }))
  const services = estimate?.services.filter(({ state }) => state !== 'withdrawn') ?? []
  const isOpen = services.some(({ state }) => state !== 'approved')
  return (
    <Card>
      <CardHead title="Services to approve" note={estimate && answersInShort(estimate)}>
        {canChange && (
          <Button size="sm" variant="outline" onClick={() => setOpened({ kind: 'service' })}>
            <Plus aria-hidden /> Add service
          </Button>
        )}
      </CardHead>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="py-6" />
      ) : (
        estimate && (
          <>
            {services.length === 0 && (
              <p className="px-4 py-3 text-muted text-sm">
                Propose work with its price, and the customer approves it on the phone.
              </p>
            )}
            <ul className="divide-y" aria-label="Services to approve">
              {services.map((service) => (
                <ServiceRow
                  key={service.id}
                  job={job}
                  service={service}
                  canChange={canChange}
                  onEdit={() => setOpened({ kind: 'service', service })}
                />
              ))}
            </ul>
            {services.length > 0 && (
              <Standing
                job={job}
                estimate={estimate}
                onSignature={(answer) => setOpened({ kind: 'signature', answer })}
              />
            )}
            {canChange && services.length > 0 && (
              <NextSteps estimate={estimate} send={send} isOpen={isOpen} onOpen={setOpened} />
            )}
            {canChange && job.vehicle_id && <Deferred job={job} vehicleId={job.vehicle_id} />}
          </>
        )
      )}
      <Suspense>
        {opened?.kind === 'service' && (
          <ServiceDialog
            jobId={job.id}
            {...(opened.service ? { service: opened.service } : {})}
            onClose={close}
          />
        )}
        {opened?.kind === 'tell' && estimate && <TellDialog estimate={estimate} onClose={close} />}
        {opened?.kind === 'signature' && (
          <SignatureDialog jobId={job.id} answer={opened.answer} onClose={close} />
        )}
        {opened?.kind === 'link' && <LinkDialog job={job} onClose={close} />}
      </Suspense>
    </Card>
  )
}

/** Makes the version that the customer sees, then shows the way to the customer. */
function useSend(jobId: string, onSent: () => void) {
  const client = useQueryClient()
  // The same key until the server has answered, so that a second press makes no second version.
  const key = useRef(newId())
  return useMutation({
    mutationFn: () => sendEstimate(jobId, key.current),
    onSuccess: ({ estimate }) => {
      key.current = newId()
      client.setQueryData(estimateQuery(jobId).queryKey, estimate)
      onSent()
    },
    onError: (error) => toast.error('Not sent', { description: sentence(error) }),
  })
}

/** What it comes to, what was sent, and whether the customer has looked. */
function Standing({
  job,
  estimate,
  onSignature,
}: {
  job: JobDetail
  estimate: JobEstimate
  onSignature: (answer: Answer) => void
}) {
  const { money, dayTime } = useFormats()
  const isOwner = useCan('words:review')
  const { data: link } = useQuery({ ...linkQuery(job.id), enabled: estimate.version !== null })
  const { version, advance } = estimate
  const signed = estimate.answers.filter((answer) => answer.signed !== null)
  const sums = [
    ['Approved', estimate.approved_amount],
    ['Waiting', estimate.waiting_amount],
    ['Not now', estimate.declined_amount],
  ] as const
  return (
    <div className="space-y-2 border-t px-4 py-3">
      <dl className="grid grid-cols-3 gap-2">
        {sums.map(([label, amount]) => (
          <div key={label}>
            <dt className="text-muted text-sm">{label}</dt>
            <dd className="figure">{money(amount)}</dd>
          </div>
        ))}
      </dl>
      {advance && (
        <p className="text-sm">
          Advance asked for ({advance.percent}%): <span className="figure">{money(advance.amount)}</span>
          {advance.open_amount === 0
            ? ', paid'
            : advance.open_amount < advance.amount && `, ${money(advance.open_amount)} of it to pay`}
        </p>
      )}
      {signed.map((answer) => (
        <Button key={answer.id} size="sm" variant="outline" onClick={() => onSignature(answer)}>
          <PenLine aria-hidden /> Signed {inSentence(dayTime(answer.at))}
        </Button>
      ))}
      <p className="text-muted text-sm">
        {version
          ? `Version ${version.number} sent ${inSentence(dayTime(version.sent_at))}${version.sent_by_name ? ` by ${version.sent_by_name}` : ''}. `
          : 'The customer has not been asked yet. '}
        {version &&
          link &&
          (link.first_seen_at
            ? `Opened by the customer ${inSentence(dayTime(link.first_seen_at))}${
                link.last_seen_at && link.last_seen_at !== link.first_seen_at
                  ? `, last ${inSentence(dayTime(link.last_seen_at))}`
                  : ''
              }${isOwner && link.device_count ? `, on ${link.device_count} ${link.device_count === 1 ? 'device' : 'devices'}` : ''}.`
            : 'Not opened by the customer yet.')}
      </p>
    </div>
  )
}

interface ServiceRowProps {
  job: JobDetail
  service: Service
  canChange: boolean
  onEdit: () => void
}

function ServiceRow({ job, service, canChange, onEdit }: ServiceRowProps) {
  const client = useQueryClient()
  const { money, dayTime } = useFormats()
  const { label, tone } = STATES[service.state]
  const by = answeredBy(service)
  const withdraw = useMutation({
    mutationFn: () => withdrawService(job.id, service.id),
    onSuccess: ({ estimate, message }) => {
      client.setQueryData(estimateQuery(job.id).queryKey, estimate)
      void client.invalidateQueries({ queryKey: ['jobs'] })
      toast(message)
    },
    onError: (error) => toast.error('Not withdrawn', { description: sentence(error) }),
  })
  return (
    <li className="space-y-1 px-4 py-3">
      <div className="flex items-start justify-between gap-3">
        <p className="font-medium">{service.title}</p>
        <p className="figure">{money(service.total_amount)}</p>
      </div>
      {service.reason && <p className="text-muted text-sm">{service.reason}</p>}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={service.sent_version === null && service.state === 'proposed' ? 'warning' : tone}>
          {service.sent_version === null && service.state === 'proposed' ? 'Not sent' : label}
        </Badge>
        {service.lowered && service.approved_amount !== null && (
          <Badge tone="warning">Less than the {money(service.approved_amount)} approved</Badge>
        )}
        {by && service.answered_at && (
          <span className="text-muted text-sm">
            {by}, {inSentence(dayTime(service.answered_at))}
          </span>
        )}
        {canChange && service.state !== 'declined' && (
          <span className="ml-auto flex gap-1">
            <Button size="sm" variant="ghost" aria-label={`Edit ${service.title}`} onClick={onEdit}>
              <Pencil aria-hidden />
            </Button>
            <Button
              size="sm"
              variant="ghost"
              busy={withdraw.isPending}
              aria-label={`Withdraw ${service.title}`}
              onClick={() => withdraw.mutate()}
            >
              Withdraw
            </Button>
          </span>
        )}
      </div>
    </li>
  )
}

interface NextStepsProps {
  estimate: JobEstimate
  send: ReturnType<typeof useSend>
  /** Whether the customer has not approved all. */
  isOpen: boolean
  onOpen: (opened: Opened) => void
}

function NextSteps({ estimate, send, isOpen, onOpen }: NextStepsProps) {
  return (
    <div className="flex flex-wrap gap-2 border-t p-4">
      {estimate.needs_sending && (
        <Button variant="primary" className="grow" busy={send.isPending} onClick={() => send.mutate()}>
          <Send aria-hidden /> Ask the customer
        </Button>
      )}
      {estimate.version && (
        <Button variant="outline" className="grow" onClick={() => onOpen({ kind: 'link' })}>
          <QrCode aria-hidden /> Customer's page
        </Button>
      )}
      {isOpen && (
        <Button variant="outline" className="grow" onClick={() => onOpen({ kind: 'tell' })}>
          Customer told us
        </Button>
      )}
    </div>
  )
}

import { Link } from 'react-router'
import type { Schemas } from '@/api/client'
import { Notice } from '@/components/field'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { STATUS } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { shownPhone, whatsAppLink } from '@/domain/phone'
import { inSentence } from '@/lib/days'
import type { Fill, Source } from './fill-in'

/** Earlier visits, each of which fills the form with one press. */
export function PastVisits({
  title,
  visits,
  onPick,
}: {
  title: string
  visits: Job[]
  onPick: (visit: Job) => void
}) {
  const { day } = useFormats()
  if (visits.length === 0) return null
  return (
    <section aria-label={title} className="border border-input">
      <p className="label-caps border-b px-3 py-1.5">{title}</p>
      <ul className="divide-y">
        {visits.map((visit) => (
          <li key={visit.id}>
            <button
              type="button"
              onClick={() => onPick(visit)}
              className="flex min-h-14 w-full items-center gap-3 px-3 py-2 text-left hover:bg-raised"
            >
              <span className="min-w-0 flex-1">
                <span className="block break-words font-medium text-sm">{visit.customer_name}</span>
                <span className="block break-words text-muted text-xs">
                  {visit.car_model}
                  <span className="hidden sm:inline"> · {shownPhone(visit.phone)}</span>
                </span>
              </span>
              <span className="shrink-0 text-right">
                <span className="figure block text-sm">{visit.vehicle_number}</span>
                <span className="block text-muted text-xs">
                  {visit.remaining_amount > 0 ? (
                    <>
                      <Money amount={visit.remaining_amount} tone="risk" /> outstanding
                    </>
                  ) : (
                    day(visit.created_at)
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The same car is still in the workshop: perhaps this job exists already, and this is what its owner is here for. */
export function StillHere({ open }: { open: NonNullable<Schemas['Known']['open_job']> }) {
  const { day, money } = useFormats()
  const canRecord = useCan('payments:record')
  const chat = whatsAppLink(open.phone)
  const owes = open.remaining_amount > 0
  const called = open.number === null ? 'an open job' : `an open job, ${open.number}`
  return (
    <Notice tone="warning">
      <p>
        This car has {called}: {STATUS[open.status].label.toLowerCase()}, started{' '}
        {inSentence(day(open.created_at))} for {open.customer_name}
        {owes && `, ${money(open.remaining_amount)} to pay`}.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {canRecord && (owes || open.estimate_to_follow) && (
          <Button asChild size="sm" variant="outline">
            <Link to={`/jobs/${open.id}?open=payment`}>Take payment</Link>
          </Button>
        )}
        <Button asChild size="sm" variant="outline">
          <Link to={`/jobs/${open.id}`}>Open job</Link>
        </Button>
        {chat && (
          <Button asChild size="sm" variant="outline">
            <a href={chat} target="_blank" rel="noreferrer">
              Message
            </a>
          </Button>
        )}
      </div>
    </Notice>
  )
}

const FIELD_NAMES: Record<keyof Fill, string> = {
  vehicle_number: 'plate',
  customer_name: 'customer',
  phone: 'phone',
  car_model: 'car',
  address: 'address',
}

/** Says what the form was filled from, what stayed as typed, and takes it back. */
export function FilledNotice({
  source,
  kept,
  onReplace,
  onUndo,
}: {
  source: Source
  kept: Fill
  onReplace: () => void
  onUndo: () => void
}) {
  const { day } = useFormats()
  const { created_at, vehicle_number } = source
  const names = (Object.keys(kept) as (keyof Fill)[]).map((field) => FIELD_NAMES[field])
  const spoken = created_at && inSentence(day(created_at))
  const from = !spoken
    ? `what is known of this ${vehicle_number ? 'car' : 'customer'}`
    : /\d/.test(spoken)
      ? `the visit on ${spoken}`
      : `${spoken}’s visit`
  return (
    <Notice tone="info" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="flex-1 basis-44">
        Filled in from {from}.
        {names.length > 0 && (
          <span className="block text-muted">
            Kept as you typed it: {names.join(', ')}. The visit says {Object.values(kept).join(', ')}.
          </span>
        )}
      </span>
      <span className="flex gap-2">
        {names.length > 0 && (
          <Button size="sm" variant="outline" onClick={onReplace}>
            Use that
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={onUndo}>
          Undo
        </Button>
      </span>
    </Notice>
  )
}

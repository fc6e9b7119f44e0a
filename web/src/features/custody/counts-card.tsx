import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Field } from '@/components/field'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { Pictures } from '@/features/evidence/pictures'
import { cashPhotosQuery, cashPictureOf, type Evidence } from '@/features/evidence/queries'
import { inSentence } from '@/lib/days'
import { useTyped } from '@/lib/use-draft'
import { bookDifference, countsQuery, daysQuery, type Tally } from './queries'

interface Told {
  of: 'day' | 'count'
  id: string
  memberId: string
  name: string
  at: string
  said: string
  tally: Tally | null
  isMissed: boolean
  booked: Schemas['BookedOut'] | null
}

/** The newest counts: surprise counts and those of the evening, each with what came of it. */
export function CountsCard() {
  const { data: counts } = useQuery(countsQuery)
  const { data: days } = useQuery(daysQuery)
  const [booking, setBooking] = useState<Told | null>(null)
  const told = inOrder(counts ?? [], days ?? [])
  const { data: photos = [] } = useQuery(cashPhotosQuery(told.map(({ id }) => id)))
  if (told.length === 0) return null
  return (
    <Card>
      <CardHead title="Counts of cash" />
      <ul className="divide-y">
        {told.map((one) => (
          <CountRow
            key={one.id}
            told={one}
            photos={photos.filter(({ about_id: about }) => about === one.id)}
            // A newer count has the difference of an older one in it.
            isNewest={told.find(({ memberId, tally }) => memberId === one.memberId && tally) === one}
            onBook={() => setBooking(one)}
          />
        ))}
      </ul>
      {booking && <BookDialog told={booking} onClose={() => setBooking(null)} />}
    </Card>
  )
}

function inOrder(counts: readonly Schemas['CountOut'][], days: readonly Schemas['DayOut'][]): Told[] {
  const asked = counts.map(
    (count): Told => ({
      of: 'count',
      id: count.id,
      memberId: count.manager_id,
      name: count.manager_name ?? 'Somebody',
      at: count.made_at ?? count.asked_at,
      said: count.by_server ? 'Surprise count, by plan' : 'Surprise count',
      tally: count.tally,
      isMissed: count.state === 'missed',
      booked: count.booked,
    }),
  )
  const closed = days.flatMap((day): Told[] =>
    day.closed_at === null
      ? []
      : [
          {
            of: 'day',
            id: day.id,
            memberId: day.manager_id,
            name: day.manager_name ?? 'Somebody',
            at: day.closed_at,
            said: 'End of the day',
            tally: day.closing,
            isMissed: false,
            booked: day.booked,
          },
        ],
  )
  return [...asked, ...closed].sort((one, other) => Date.parse(other.at) - Date.parse(one.at)).slice(0, 6)
}

interface CountRowProps {
  told: Told
  photos: readonly Evidence[]
  isNewest: boolean
  onBook: () => void
}

function CountRow({ told, photos, isNewest, onBook }: CountRowProps) {
  const { money, dayTime } = useFormats()
  const { tally, booked } = told
  const difference = tally?.difference ?? 0
  return (
    <li className="space-y-1.5 px-4 py-3 text-sm">
      <p className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 break-words">{told.name}</span>
        {told.isMissed ? (
          <Badge tone="danger">Missed</Badge>
        ) : !tally ? (
          <Badge tone="warning">Counting</Badge>
        ) : difference === 0 ? (
          <Badge tone="success">As in the book</Badge>
        ) : (
          <Badge tone="danger">
            {difference < 0 ? `${money(-difference)} missing` : `${money(difference)} too much`}
          </Badge>
        )}
      </p>
      <p className="text-muted text-xs">
        {[told.said, inSentence(dayTime(told.at)), tally?.reason, booked && `booked: ${booked.reason}`]
          .filter(Boolean)
          .join(', ')}
      </p>
      {photos.length > 0 && <Pictures photos={photos} of="the cash" address={cashPictureOf} />}
      {difference !== 0 && !booked && isNewest && (
        <Button size="sm" variant="outline" aria-label={`Book the difference: ${told.name}`} onClick={onBook}>
          Book the difference
        </Button>
      )}
    </li>
  )
}

function BookDialog({ told, onClose }: { told: Told; onClose: () => void }) {
  const client = useQueryClient()
  const { money } = useFormats()
  const { typed, type, forget } = useTyped(`book:${told.id}`, { reason: '' })
  const { reason } = typed
  const close = () => {
    forget()
    onClose()
  }
  const difference = told.tally?.difference ?? 0
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Book ${money(Math.abs(difference))} as cash difference?`}
      action="Book the difference"
      isReady={reason.trim() !== ''}
      onConfirm={async () => {
        await bookDifference(told.of, told.id, reason.trim())
        toast.success('Difference booked')
        void client.invalidateQueries({ queryKey: ['settlements'] })
      }}
    >
      <p className="mb-4">
        {difference < 0
          ? `It is no longer cash that ${told.name} has to hand over. Without this it stays with them.`
          : `It becomes cash that ${told.name} has to hand over.`}
      </p>
      <Field label="Why">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={({ target }) => type({ reason: target.value })}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { inSentence, shownDay } from '@/lib/days'
import { CASH_ORDER } from '@/outbox/cash'
import { useUnsent } from '@/outbox/outbox'
import { dayEndOf } from '@/outbox/send-cash'
import { heldFor, limitsInWords } from './custody-labels'
import { custodyQuery, type Holder } from './queries'
import { TallyView } from './tally-view'

interface MyCustodyProps {
  /** Fills the hand-over in with a sum; absent where it is counted by notes. */
  propose?: (amount: number) => void
}

/** How old one's cash is, whether that is near a limit, and the end of the day: only where there is something to say. */
export function MyCustody({ propose }: MyCustodyProps) {
  const { data } = useQuery(custodyQuery)
  const [mine] = data?.holders ?? []
  if (!data || !mine) return null
  const usesDays = data.settings.closes_at !== null || mine.day !== null
  return (
    <div className="mb-4 space-y-4">
      <Age holder={mine} at={data.at} propose={propose} />
      {usesDays && <EndOfDay holder={mine} closesAt={data.settings.closes_at} />}
    </div>
  )
}

interface AgeProps {
  holder: Holder
  at: string
  propose: ((amount: number) => void) | undefined
}

function Age({ holder, at, propose }: AgeProps) {
  const { money, day } = useFormats()
  if (!holder.oldest_at && holder.standing === 'within') return null
  const limits = limitsInWords(holder.limits, money)
  const isOver = holder.standing === 'over'
  const needsWord = isOver && holder.limits.needs_word && !holder.allowed_today
  return (
    <div className="space-y-3">
      {holder.standing !== 'within' && (
        <Notice tone={isOver ? 'danger' : 'warning'}>
          {isOver ? 'You hold more cash, or for longer, than you may' : 'You are near the limit of your cash'}
          {limits && `: ${limits}`}.{needsWord && ' More cash needs the owner’s permission.'}
          {isOver && holder.allowed_today && ' The owner allows you more today.'}
        </Notice>
      )}
      {holder.oldest_at && (
        <p className="flex flex-wrap items-center justify-between gap-3 border bg-card px-4 py-3 text-sm">
          <span>
            Oldest cash: held since {inSentence(day(holder.oldest_at))}, for {heldFor(holder.oldest_at, at)}
          </span>
          {propose && holder.oldest_amount > 0 && (
            <Button size="sm" variant="outline" onClick={() => propose(holder.oldest_amount)}>
              Hand over the oldest {money(holder.oldest_amount)}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

function EndOfDay({ holder, closesAt }: { holder: Holder; closesAt: string | null }) {
  const { today, dayTime } = useFormats()
  const { day } = holder
  const isClosed = day !== null && day.closed_at !== null
  const unsent = useUnsent(CASH_ORDER).flatMap((entry) => (entry.refusal ? [] : (dayEndOf(entry) ?? [])))
  const isClosing = unsent.includes('close')
  return (
    <Card>
      <CardHead title="End of the day" />
      <div className="space-y-3 p-4">
        <p className="text-muted text-sm">
          {isClosing
            ? 'You closed this day on this device: it is sent when the network allows it.'
            : isClosed && day.closed_at
              ? `You closed this day ${inSentence(dayTime(day.closed_at))}.`
              : day
                ? day.day === today()
                  ? 'Your day is open. Count all cash that you have before you go.'
                  : `Your day of ${shownDay(day.day, today())} is still open. Close it first.`
                : `Count your cash when you begin, and again before you go${closesAt ? `, by ${closesAt}` : ''}.`}
        </p>
        {isClosed && day.closing && <TallyView tally={day.closing} />}
        {!isClosed && !isClosing && (
          <div className="grid gap-2 sm:flex">
            {!day && !unsent.includes('open') && (
              <Button asChild variant="outline">
                <Link to="/money/day/open">Open the day</Link>
              </Button>
            )}
            <Button asChild variant="primary">
              <Link to="/money/day/close">Close the day</Link>
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

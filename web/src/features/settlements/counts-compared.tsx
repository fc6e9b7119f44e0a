import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import type { Settlement } from '@/domain/settlements'
import { RejectDialog } from '@/features/payments/reject-dialog'
import { cn } from '@/lib/cn'
import { facesOf } from '@/lib/denominations'
import { settleDifference } from './queries'

const REASONS = ['Torn or false note', 'Wrong change given', 'Bank paid less', 'Small change lost']

interface CountsComparedProps {
  handOver: Settlement
  /** Whoever received the cash may take the difference off the manager. */
  canSettle: boolean
}

/** Both counts of a hand-over, note by note, and what came of their difference. */
export function CountsCompared({ handOver, canSettle }: CountsComparedProps) {
  const { currency, money } = useFormats()
  const { count, received_count, counted_amount, received_amount, book_amount } = handOver
  const said = count ?? {}
  const came = received_count ?? {}
  const faces = facesOf(currency).filter((face) => said[face] || came[face])
  const name = handOver.manager_name ?? 'The manager'
  return (
    <Card>
      <CardHead title={counted_amount === received_amount ? 'The counts agree' : 'The counts differ'} />
      <table className="w-full text-sm">
        <thead>
          <tr className="label-caps border-b [&>th]:px-4 [&>th]:py-2 [&>th]:font-normal">
            <th className="text-left">Note</th>
            <th className="text-right">{name}</th>
            <th className="text-right">Received</th>
          </tr>
        </thead>
        <tbody className="figure divide-y [&_td]:px-4 [&_td]:py-1.5 [&_td]:text-right">
          {faces.map((face) => {
            const [mine, theirs] = [came[face] ?? 0, said[face] ?? 0]
            return (
              <tr key={face} className={cn(count && mine !== theirs && 'bg-warning-tint')}>
                <th className="px-4 text-left font-normal">{money(Number(face))}</th>
                <td>{count ? theirs : ''}</td>
                <td>{mine}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot className="figure border-t font-medium [&_td]:px-4 [&_td]:py-2 [&_td]:text-right">
          <tr>
            <th className="px-4 text-left">Sum</th>
            <td>{counted_amount !== null && <Money amount={counted_amount} />}</td>
            <td>{received_amount !== null && <Money amount={received_amount} />}</td>
          </tr>
        </tfoot>
      </table>
      <div className="space-y-1 border-t px-4 py-3 text-sm">
        {book_amount !== null && (
          <p className="text-muted">
            By the books {name} had <Money amount={book_amount} /> to hand over.
          </p>
        )}
        <Difference handOver={handOver} canSettle={canSettle} />
      </div>
    </Card>
  )
}

function Difference({ handOver, canSettle }: CountsComparedProps) {
  const client = useQueryClient()
  const { money } = useFormats()
  const [isSettling, setSettling] = useState(false)
  const { open_difference: open, cash_difference: booked, difference_reason, reversed_at } = handOver
  const name = handOver.manager_name ?? 'the manager'
  return (
    <>
      {booked !== 0 && (
        <p>
          <Money amount={Math.abs(booked)} /> {booked > 0 ? 'missing' : 'too much'}, booked as cash difference
          {difference_reason ? `: ${difference_reason}` : '.'}
          {reversed_at && ' Reversed with the hand-over.'}
        </p>
      )}
      {open > 0 && (
        <p>
          <Money amount={open} tone="risk" /> is still with {name}.
        </p>
      )}
      {open < 0 && (
        <p>
          <Money amount={-open} /> more came than {name} counted.
        </p>
      )}
      {open !== 0 && canSettle && (
        <Button
          variant="outline"
          className="mt-2"
          aria-haspopup="dialog"
          onClick={() => setSettling(true)}
        >{`Book ${money(Math.abs(open))} as cash difference`}</Button>
      )}
      {isSettling && (
        <RejectDialog
          about={handOver.id}
          title={`Book ${money(Math.abs(open))} as cash difference`}
          reasons={REASONS}
          action="Book the difference"
          onReject={async (reason) => {
            await settleDifference(handOver.id, reason).finally(() => refreshMoney(client))
            toast.success('Difference booked')
          }}
          onClose={() => setSettling(false)}
        >
          {open > 0
            ? `${name} no longer has to answer for it. This cannot be taken back.`
            : `${name} has it in hand again. This cannot be taken back.`}
        </RejectDialog>
      )}
    </>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Problem, sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { EmptyState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { type Bank, type BankMatch, confirmMatches } from './queries'
import { BankLine, PaymentLine } from './rows'

const HOW: Record<BankMatch['how'], string> = {
  reference: 'Same reference and sum',
  payer: 'Same sum, day and payer',
  several: 'Together they are this credit',
  by_hand: 'Matched by hand',
}

/** What matches, and one press that confirms all of it. */
export function MatchesCard({ bank }: { bank: Bank }) {
  const client = useQueryClient()
  const { count, money } = useFormats()
  const canReview = useCan('payments:review')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const confirm = async () => {
    setBusy(true)
    setError(null)
    try {
      const confirmed = await confirmMatches(bank.seen)
      toast.success(confirmed === 1 ? '1 match confirmed' : `${count(confirmed)} matches confirmed`)
    } catch (problem) {
      // Not given, the password leaves everything as it was.
      if (!(problem instanceof Problem && problem.code === 'password_needed')) setError(problem)
    } finally {
      await Promise.all([client.invalidateQueries({ queryKey: ['bank'] }), refreshMoney(client)])
      setBusy(false)
    }
  }
  const { match_count: matched, matches } = bank
  return (
    <Card>
      <CardHead title="Matches" note={matched > 0 ? money(bank.match_amount) : undefined}>
        {matched > 0 && canReview && (
          <Button variant="primary" size="sm" busy={busy} onClick={() => void confirm()}>
            Confirm all {count(matched)}
          </Button>
        )}
      </CardHead>
      {error !== null && <Notice className="m-4">{sentence(error)}</Notice>}
      {matched === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing to confirm">
          What is in the bank and entered here shows up after the next statement.
        </EmptyState>
      ) : (
        <ul aria-label="Matches" className="divide-y">
          {matches.map((match) => (
            <li key={match.row.id} className="grid gap-3 px-4 py-3 @2xl:grid-cols-2 @2xl:gap-8">
              <BankLine row={match.row}>
                <p className="text-success text-xs">{HOW[match.how]}</p>
              </BankLine>
              <div className="grid content-start gap-3">
                {match.payments.map((payment) => (
                  <PaymentLine key={payment.id} payment={payment} />
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
      {matched > matches.length && (
        <p className="border-t px-4 py-3 text-muted text-xs">
          And {count(matched - matches.length)} more, which are confirmed with these.
        </p>
      )}
    </Card>
  )
}

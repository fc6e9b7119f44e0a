import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { EmptyState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { MatchDialog } from './match-dialog'
import type { Bank, Credit } from './queries'
import { BankLine, PaymentLine } from './rows'
import { SetAsideDialog } from './set-aside-dialog'

/** What was entered and is not in the bank. */
export function EnteredCard({ bank }: { bank: Bank }) {
  const { count, money } = useFormats()
  const { entered, entered_count: all } = bank
  return (
    <Card>
      <CardHead
        title="Entered without a credit"
        note={all > 0 ? `${count(all)}, ${money(bank.entered_amount)}` : undefined}
      />
      {all === 0 ? (
        <EmptyState icon={CircleCheck} title="All of it came in">
          Every payment of these days that is not cash is in the bank.
        </EmptyState>
      ) : (
        <ul aria-label="Entered without a credit" className="divide-y">
          {entered.map((payment) => (
            <li key={payment.id} className="px-4 py-3">
              <PaymentLine payment={payment}>
                {payment.is_overdue && (
                  <div>
                    <Badge tone="danger">Not in the bank after two bank days</Badge>
                  </div>
                )}
              </PaymentLine>
            </li>
          ))}
        </ul>
      )}
      <More of={all} shown={entered.length} />
    </Card>
  )
}

/** What came in and was not entered, and what can be done about it. */
export function CreditedCard({ bank }: { bank: Bank }) {
  const { count, money } = useFormats()
  const canReview = useCan('payments:review')
  const [matching, setMatching] = useState<Credit | null>(null)
  const [aside, setAside] = useState<Credit | null>(null)
  const { credited, credited_count: all } = bank
  return (
    <Card>
      <CardHead
        title="Credited without an entry"
        note={all > 0 ? `${count(all)}, ${money(bank.credited_amount)}` : undefined}
      />
      {all === 0 ? (
        <EmptyState icon={CircleCheck} title="All of it is entered">
          Whatever came in on these days is entered or set aside.
        </EmptyState>
      ) : (
        <ul aria-label="Credited without an entry" className="divide-y">
          {credited.map((row) => (
            <li key={row.id} className="px-4 py-3">
              <BankLine row={row}>
                {row.other_sum && (
                  <p className="text-danger text-xs">
                    Entered as {money(row.other_sum.amount)} by{' '}
                    {row.other_sum.collected_by_name ?? 'somebody'} for {row.other_sum.customer_name}, with
                    the same reference.
                  </p>
                )}
                {canReview && (
                  <div className="mt-1.5 flex flex-wrap gap-2">
                    {bank.entered.length > 0 && (
                      <Button size="sm" variant="outline" onClick={() => setMatching(row)}>
                        Match
                      </Button>
                    )}
                    <Button size="sm" variant="ghost" onClick={() => setAside(row)}>
                      Not a customer’s
                    </Button>
                  </div>
                )}
              </BankLine>
            </li>
          ))}
        </ul>
      )}
      <More of={all} shown={credited.length} />
      {matching && <MatchDialog row={matching} entered={bank.entered} onClose={() => setMatching(null)} />}
      {aside && <SetAsideDialog row={aside} onClose={() => setAside(null)} />}
    </Card>
  )
}

function More({ of, shown }: { of: number; shown: number }) {
  const { count } = useFormats()
  if (of <= shown) return null
  return (
    <p className="border-t px-4 py-3 text-muted text-xs">
      And {count(of - shown)} older ones: they show up as these are settled.
    </p>
  )
}

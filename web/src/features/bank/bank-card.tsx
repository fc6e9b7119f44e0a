import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { bankQuery } from './queries'
import { noonOf } from './upload-card'

/** What the bank says against the books in three lines, and the way to its page. */
export function BankCard() {
  const { data: bank } = useQuery(bankQuery)
  const { count, day, money } = useFormats()
  if (!bank) return null
  const lines = [
    { label: 'To confirm', many: bank.match_count, amount: bank.match_amount },
    { label: 'Entered without a credit', many: bank.entered_count, amount: bank.entered_amount },
    { label: 'Credited without an entry', many: bank.credited_count, amount: bank.credited_amount },
  ].filter(({ many }) => many > 0)
  return (
    <Card>
      <CardHead title="Bank" />
      <div className="grid gap-2 p-4 text-sm">
        {lines.map(({ label, many, amount }) => (
          <p key={label} className="flex justify-between gap-4">
            <span>{label}</span>
            <span className="figure whitespace-nowrap">
              {count(many)}, {money(amount)}
            </span>
          </p>
        ))}
        <p className="text-muted text-xs">
          {bank.last_day
            ? `Known up to ${inSentence(day(noonOf(bank.last_day)))}.`
            : 'A statement of your bank shows what was entered and never came.'}
        </p>
        <Link to="/money/bank" className="tap underline underline-offset-4">
          {bank.last_day ? 'Look at the bank' : 'Upload a statement'}
        </Link>
      </div>
    </Card>
  )
}

import type { ReactNode } from 'react'
import { Money } from '@/components/money'
import { cn } from '@/lib/cn'
import { stateName } from '../states'
import type { Bill } from './line-form'

/** What lines come to: before tax, each head of tax, round-off, total. The figures are the server's. */
export function BillSums({ bill, isPending }: { bill: Bill; isPending?: boolean }) {
  const exact = !hasWholeAmounts(bill)
  const isPlain = bill.taxes.length === 0 && bill.round_off === 0 && bill.discount === 0
  return (
    <dl
      aria-busy={isPending || undefined}
      className={cn('space-y-1.5 text-sm transition-opacity', isPending && 'opacity-50')}
    >
      {bill.discount > 0 && <Sum name="Discount given" amount={bill.discount} exact={exact} isQuiet />}
      {!isPlain && (
        <Sum
          name={bill.taxes.length > 0 ? 'Before tax' : 'Labour and parts'}
          amount={bill.taxable_amount}
          exact={exact}
        />
      )}
      {bill.taxes.map(({ head, rate_percent: rate, amount, taxable_amount: taxable }) => (
        <Sum
          key={`${head} ${rate}`}
          name={
            <>
              {head} {rate}%
              {bill.taxes.some((tax) => tax.head === head && tax.rate_percent !== rate) && (
                <>
                  {' '}
                  on <Money amount={taxable} />
                </>
              )}
            </>
          }
          amount={amount}
          exact={exact}
        />
      ))}
      {bill.round_off !== 0 && <Sum name="Round-off" amount={bill.round_off} exact={exact} />}
      <div className="flex items-baseline justify-between gap-4 border-t pt-2">
        <dt className="font-medium">Total</dt>
        <dd>
          <Money amount={bill.total_amount} exact={exact} className="font-medium text-lg" />
        </dd>
      </div>
    </dl>
  )
}

/** Whether no amount of a bill has decimals; else all are shown with them, so that they stand under each other. */
export function hasWholeAmounts({ lines, taxes, taxable_amount, round_off, discount }: Bill): boolean {
  const amounts = [taxable_amount, round_off, discount, ...taxes.map(({ amount }) => amount)]
  return [...amounts, ...lines.map((line) => line.total_amount)].every(Number.isInteger)
}

interface SumProps {
  name: ReactNode
  amount: number
  exact: boolean
  isQuiet?: boolean
}

function Sum({ name, amount, exact, isQuiet }: SumProps) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd>
        <Money amount={amount} exact={exact} tone={isQuiet ? 'muted' : 'plain'} />
      </dd>
    </div>
  )
}

/** How the prices of a bill are meant, and where it is taxed. */
export function billNote({ prices_include_tax: includes, place_of_supply: place, taxes }: Bill): string {
  if (taxes.length === 0) return 'No tax is charged.'
  const prices = includes ? 'Prices include tax.' : 'Tax is added to the prices.'
  const isOtherState = taxes.some(({ head }) => head === 'IGST')
  return isOtherState && place ? `${prices} Supplied to ${stateName(place)}.` : prices
}

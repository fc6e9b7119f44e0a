import type { ReactNode } from 'react'
import { Money } from '@/components/money'
import { cn } from '@/lib/cn'
import { stateName } from '../states'
import type { Bill } from './line-form'

/** What lines come to: before tax, each head of tax, round-off, total. The figures are the server's. */
export function BillSums({ bill, isPending }: { bill: Bill; isPending?: boolean }) {
  const isPlain = bill.taxes.length === 0 && bill.round_off === 0 && bill.discount === 0
  return (
    <dl
      aria-busy={isPending || undefined}
      className={cn('space-y-1.5 text-sm transition-opacity', isPending && 'opacity-50')}
    >
      {bill.discount > 0 && <Sum name="Discount given" amount={bill.discount} isQuiet />}
      {!isPlain && <Sum name={bill.taxes.length > 0 ? 'Before tax' : 'Lines'} amount={bill.taxable_amount} />}
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
        />
      ))}
      {bill.round_off !== 0 && <Sum name="Round-off" amount={bill.round_off} />}
      <div className="flex items-baseline justify-between gap-4 border-t pt-2">
        <dt className="font-medium">Total</dt>
        <dd>
          <Money amount={bill.total_amount} className="font-medium text-lg" />
        </dd>
      </div>
    </dl>
  )
}

function Sum({ name, amount, isQuiet }: { name: ReactNode; amount: number; isQuiet?: boolean }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd>
        <Money amount={amount} tone={isQuiet ? 'muted' : 'plain'} />
      </dd>
    </div>
  )
}

/** How the prices of a bill are meant, and where it is taxed. */
export function billNote({ prices_include_tax: includes, place_of_supply: place, taxes }: Bill): string {
  if (taxes.length === 0) return 'No tax is charged on these lines.'
  const prices = includes ? 'Prices include tax.' : 'Tax is added to the prices.'
  const isOtherState = taxes.some(({ head }) => head === 'IGST')
  return isOtherState && place ? `${prices} Supplied to ${stateName(place)}.` : prices
}

import { useQuery } from '@tanstack/react-query'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { ErrorState } from '@/components/states'
import { Skeleton } from '@/components/ui/skeleton'
import { useCountry } from '@/domain/formats'
import { CreditedCard, EnteredCard } from './left-cards'
import { MatchesCard } from './matches-card'
import { ProofsCard } from './proofs-card'
import { bankQuery } from './queries'
import { UploadCard } from './upload-card'

const GRID = 'grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)] lg:grid-rows-[auto_1fr]'

/** The bank as a witness: its statements beside what was entered. */
export function Component() {
  const { data: bank, error, refetch } = useQuery(bankQuery)
  const { isIndia } = useCountry()
  const hasStatements = bank !== undefined && bank.accounts.length > 0
  return (
    <>
      <PageHeader
        title="Money"
        tab="Bank"
        note={`Your bank’s statement beside the ${isIndia ? 'UPI, card' : 'card'} and bank payments that were entered.`}
      />
      <PlaceTabs of="Money" />
      {bank ? (
        // One place for the card of statements, so that it goes on saying what came of the first.
        <div className={hasStatements ? GRID : 'max-w-2xl'}>
          <div className="lg:col-start-2">
            <UploadCard bank={bank} />
          </div>
          {hasStatements && (
            <>
              <div className="grid min-w-0 gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
                <MatchesCard bank={bank} />
                <EnteredCard bank={bank} />
                <CreditedCard bank={bank} />
              </div>
              <div className="lg:col-start-2">{isIndia && <ProofsCard />}</div>
            </>
          )}
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading the bank">
          <Skeleton className="h-40" />
        </div>
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { countryOf } from '@/domain/country'
import type { Workshop } from '@/domain/workshop'
import { BillingForm } from './billing-form'
import { History } from './history'
import { LogoField } from './logo-field'
import { billingQuery } from './queries'

/** The owner's settings for bills and papers. */
export function BillingCard({ workshop }: { workshop: Workshop }) {
  const { data, error, refetch } = useQuery(billingQuery)
  return (
    <Card>
      <CardHead title="Billing" />
      {data ? (
        <>
          {!workshop.gst_number && (
            <p className="border-b px-4 py-3 text-muted text-sm">
              Without a {countryOf(workshop.currency).ownTaxNumber} above, no tax is charged, and you issue
              bills, not tax invoices.
            </p>
          )}
          <BillingForm workshopId={workshop.id} currency={workshop.currency} billing={data} />
          <div className="border-t p-4">
            <LogoField workshopId={workshop.id} settings={data.current} />
          </div>
          <History billing={data} />
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading the billing settings" className="space-y-5 p-4">
          {[1, 2, 3, 4, 5].map((line) => (
            <Skeleton key={line} className="h-14" />
          ))}
        </div>
      )}
    </Card>
  )
}

import { useRevalidator, useRouteError } from 'react-router'
import { NetworkFailure } from '@/api/problem'
import { ErrorState } from '@/components/states'
import { PartMissing } from '@/lib/load-part'
import { useOnceOnline } from '@/lib/use-online'

/**
 * A page that could not be shown: a part of the app did not load, or it has a fault. Where that was for want of a network
 * it is tried again as soon as there is one.
 */
export function ErrorPage() {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  const retry = () => (error instanceof NetworkFailure ? void revalidate() : window.location.reload())
  useOnceOnline(() => {
    if (error instanceof PartMissing || error instanceof NetworkFailure) retry()
  })
  return (
    <main className="flex min-h-96 items-center justify-center">
      <ErrorState error={error} onRetry={retry} />
    </main>
  )
}

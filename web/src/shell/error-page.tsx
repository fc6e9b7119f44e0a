import { useRevalidator, useRouteError } from 'react-router'
import { NetworkFailure } from '@/api/problem'
import { ErrorState } from '@/components/states'

/** A page that could not be shown: a part of the app did not load, or it has a fault. */
export function ErrorPage() {
  const error = useRouteError()
  const { revalidate } = useRevalidator()
  const retry = () => (error instanceof NetworkFailure ? void revalidate() : window.location.reload())
  return (
    <main className="flex min-h-96 items-center justify-center">
      <ErrorState error={error} onRetry={retry} />
    </main>
  )
}

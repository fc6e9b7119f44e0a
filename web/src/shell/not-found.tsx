import { Link } from 'react-router'
import { Button } from '@/components/ui/button'
import { Wordmark } from '@/components/wordmark'

/** This page was not found, and the way home. */
export function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center p-6 text-center">
      <title>Not found · RevOps</title>
      <Wordmark className="mb-10" />
      <p className="figure text-6xl text-primary">404</p>
      <h1 className="mt-3 text-3xl">This page was not found</h1>
      <p className="mt-2 max-w-sm text-muted text-sm">Check the link, or start again from the first page.</p>
      <Button asChild variant="primary" className="mt-6">
        <Link to="/">Go to the start</Link>
      </Button>
    </main>
  )
}

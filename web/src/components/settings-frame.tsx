import type { UseQueryResult } from '@tanstack/react-query'
import type { ComponentProps, ReactNode } from 'react'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Skeleton } from '@/components/ui/skeleton'

interface SettingsFrameProps<Settings> extends Omit<ComponentProps<typeof PageHeader>, 'children'> {
  query: UseQueryResult<Settings>
  children: (settings: Settings) => ReactNode
}

/** A page of settings: its head, and cards side by side once the settings are there. */
export function SettingsFrame<Settings>({ query, children, ...head }: SettingsFrameProps<Settings>) {
  const { data, error, refetch } = query
  return (
    <>
      <PageHeader {...head} />
      {data !== undefined ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">{children(data)}</div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading the settings">
          <Skeleton className="h-96" />
        </div>
      )}
    </>
  )
}

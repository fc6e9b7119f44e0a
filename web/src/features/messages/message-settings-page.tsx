import { useQuery } from '@tanstack/react-query'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Skeleton } from '@/components/ui/skeleton'
import { ChannelsCard } from './channels-card'
import { EventsCard } from './events-card'
import { messageSettingsQuery } from './queries'
import { RulesCard } from './rules-card'
import { WordingCard } from './wording-card'

/** What is sent by itself, when, by which way, and in which words. */
export function Component() {
  const { data, error, refetch } = useQuery(messageSettingsQuery)
  return (
    <>
      <PageHeader
        title="Messages"
        note="Nothing is sent by itself until you turn it on."
        back={{ to: '/settings', label: 'Settings' }}
      />
      {data ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="grid min-w-0 gap-4">
            <EventsCard settings={data} />
            <WordingCard />
          </div>
          <div className="grid min-w-0 gap-4">
            <ChannelsCard settings={data} />
            <RulesCard key={data.version} settings={data} />
          </div>
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading the settings">
          <Skeleton className="h-64" />
        </div>
      )}
    </>
  )
}

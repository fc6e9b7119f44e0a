import { useQuery } from '@tanstack/react-query'
import { Moon } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { EmptyState, ErrorState } from '@/components/states'
import { Card } from '@/components/ui/card'
import { Select } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { shownDay } from '@/lib/days'
import { DigestCard } from './digest-card'
import { digestsQuery } from './queries'
import { SettingsCard } from './settings-card'

/** The garage's days as they stood in the evening, and when the next one is written. */
export function Component() {
  const { today } = useFormats()
  const { data, error, refetch } = useQuery(digestsQuery)
  const [day, setDay] = useState<string | null>(null)
  const chosen = data?.digests.find((digest) => digest.day === day) ?? data?.digests[0]
  return (
    <>
      <PageHeader
        title="Checks"
        tab="Evening"
        note="Your garage’s day in a minute, every evening: here and by e-mail, with the seal of your books."
      />
      <PlaceTabs of="Checks" />
      {data ? (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid gap-4">
            {data.digests.length > 1 && (
              <Select
                aria-label="Day"
                className="w-auto justify-self-start"
                value={chosen?.day}
                onChange={({ target }) => setDay(target.value)}
              >
                {data.digests.map((digest) => (
                  <option key={digest.day} value={digest.day}>
                    {digest.day === today() ? 'Today' : shownDay(digest.day, today())}
                  </option>
                ))}
              </Select>
            )}
            {chosen ? (
              <DigestCard digest={chosen} />
            ) : (
              <Card>
                <EmptyState icon={Moon} title="No evening yet">
                  {data.settings.at === null
                    ? 'Choose a time, and the first one is written that evening.'
                    : `The first one is written at ${data.settings.at}.`}
                </EmptyState>
              </Card>
            )}
          </div>
          <SettingsCard key={data.settings.at} at={data.settings.at} />
        </div>
      ) : error ? (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <Skeleton className="h-64" />
      )}
    </>
  )
}

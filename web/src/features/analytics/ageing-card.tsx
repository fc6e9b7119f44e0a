import { Link } from 'react-router'
import { Card } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { bucketLink, entriesLink } from './links'
import type { Dashboard } from './queries'

type Bucket = Dashboard['ageing'][number]

const LABELS: Record<Bucket['bucket'], string> = {
  '0-7': 'Up to 7 days',
  '8-30': '8 to 30 days',
  '31-60': '31 to 60 days',
  '60+': 'Over 60 days',
}

interface AgeingCardProps {
  buckets: Bucket[]
  total: number
  managerId: string
}

/** What customers owe, by how long ago the vehicle was taken in. Each age opens its jobs. */
export function AgeingCard({ buckets, total, managerId }: AgeingCardProps) {
  const { money, count } = useFormats()
  const most = Math.max(1, ...buckets.map(({ amount }) => amount))
  return (
    <Card>
      <header className="flex h-12 items-center justify-between border-b pr-1 pl-4">
        <h2 className="text-lg leading-tight">Outstanding by age</h2>
        <Link
          to={entriesLink('outstanding', { days: {}, managerId })}
          title="How this is made up"
          className="figure inline-flex min-h-11 items-center px-3 text-sm underline decoration-border decoration-dotted underline-offset-4 hover:decoration-current fine:min-h-9"
        >
          <span className="sr-only">How outstanding is made up: </span>
          {money(total)}
        </Link>
      </header>
      <ul className="grid h-[17.75rem] grid-rows-4 divide-y">
        {buckets.map((bucket) => {
          const isOld = bucket.bucket === '60+' && bucket.amount > 0
          return (
            <li key={bucket.bucket} className="min-h-0">
              <Link
                to={bucketLink(bucket, managerId)}
                className="flex h-full flex-col justify-center gap-1.5 px-4 transition-colors hover:bg-raised"
              >
                <span className="flex items-baseline justify-between gap-3 text-sm">
                  <span>
                    {LABELS[bucket.bucket]}
                    <span className="ml-2 text-muted text-xs">
                      {bucket.jobs === 1 ? '1 job' : `${count(bucket.jobs)} jobs`}
                    </span>
                  </span>
                  <span className={cn('figure', isOld && 'text-danger')}>{money(bucket.amount)}</span>
                </span>
                <span className="block h-1.5 bg-raised" aria-hidden>
                  <span
                    className={cn('block h-full', isOld ? 'bg-danger' : 'bg-muted')}
                    style={{ width: `${(Math.max(0, bucket.amount) / most) * 100}%` }}
                  />
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

import type { paths } from '@/api/schema.gen'
import type { Scope } from '@/domain/scope'
import type { Dashboard } from './queries'

export type Figure = NonNullable<
  NonNullable<paths['/api/analytics/entries']['get']['parameters']['query']>['figure']
>

/** The jobs that an age of outstanding money is made of: what remains on them sums to its amount. */
export function bucketLink(
  { from_day, to_day }: Pick<Dashboard['ageing'][number], 'from_day' | 'to_day'>,
  managerId: string,
): string {
  return listLink('/jobs', {
    outstanding: 'true',
    from: from_day ?? '',
    to: to_day,
    manager: managerId,
    sort: '-remaining_amount',
  })
}

/** A list with what narrows it; nothing for what is empty. */
export function listLink(path: string, filters: Record<string, string | readonly string[]>): string {
  const params = new URLSearchParams()
  for (const [name, values] of Object.entries(filters)) {
    for (const value of [values].flat()) if (value !== '') params.append(name, value)
  }
  return params.size > 0 ? `${path}?${params}` : path
}

/** The entries that a figure of these days is made of. */
export function entriesLink(figure: Figure, { days, managerId }: Pick<Scope, 'days' | 'managerId'>): string {
  return listLink('/checks/entries', {
    figure,
    from: days.from ?? '',
    to: days.to ?? '',
    manager_id: managerId,
  })
}

import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { keptOnDevice } from '@/api/kept'
import type { DashboardFilter } from '@/domain/scope'

export type Dashboard = Schemas['Dashboard']

/** The owner's figures. Asked for again every half minute while they are looked at. */
export function dashboardQuery(filter: DashboardFilter) {
  return queryOptions({
    queryKey: ['analytics', 'dashboard', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/analytics/dashboard', { params: { query: filter }, signal })),
    refetchInterval: 30_000,
  })
}

export type Forecast = Schemas['Forecast']
export type MyDay = Schemas['MyDay']

/** A manager's own day. */
export const myDayQuery = queryOptions({
  queryKey: ['analytics', 'mine'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/analytics/mine', { signal })),
  persister: keptOnDevice,
  refetchInterval: 30_000,
})

/** Revenue of the next two weeks. It changes with the day, not with the minute. */
export const forecastQuery = queryOptions({
  queryKey: ['analytics', 'forecast'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/analytics/forecast', { signal })),
  staleTime: 10 * 60_000,
})

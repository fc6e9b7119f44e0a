import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Billing = Schemas['BillingOut']
export type BillingSettings = Schemas['BillingSettingsOut']

/** How the workshop bills today, and every change of it. */
export const billingQuery = queryOptions({
  queryKey: ['billing'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/workshops/me/billing', { signal })),
  staleTime: 60_000,
})

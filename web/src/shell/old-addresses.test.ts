import { expect, test } from 'vitest'
import { newAddress } from './old-addresses'

test.each([
  ['/dashboard', '/today'],
  ['/dashboard?period=week&manager_id=m1', '/reports?period=week&manager_id=m1'],
  ['/dashboard?from=2026-10-01&to=2026-10-31', '/reports?from=2026-10-01&to=2026-10-31'],
  ['/payments', '/money'],
  ['/payments?manager=m1', '/money?manager=m1'],
  ['/payments?tab=awaiting&method=cash', '/money?tab=awaiting&method=cash'],
  ['/payments?tab=all', '/money/all'],
  ['/payments?tab=all&from=2026-11-01', '/money/all?from=2026-11-01'],
  ['/payments?tab=rejected&method=upi', '/money/all?tab=rejected&method=upi'],
  ['/settlements?manager=m1', '/money/cash?manager=m1'],
  ['/documents?kind=invoice&q=INV', '/money/bills?kind=invoice&q=INV'],
  ['/managers', '/team'],
  ['/managers/m1?period=month', '/team/m1?period=month'],
  ['/entries?figure=collected&from=2026-11-01', '/checks/entries?figure=collected&from=2026-11-01'],
  ['/audit?kind=refused', '/checks/log-ins?kind=refused'],
])('%s is now %s', (old, now) => {
  expect(newAddress(new URL(old, 'https://garage.example'))).toBe(now)
})

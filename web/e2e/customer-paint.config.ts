import { inBrowser } from './vitest.config.ts'

/** How soon the customer's page is painted on a slow line: part of `make budgets`, on a quiet machine. */
export default inBrowser([{ name: 'customer-paint', include: ['customer-paint.ts'], maxWorkers: 1 }])

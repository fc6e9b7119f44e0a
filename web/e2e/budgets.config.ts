import { inBrowser } from './vitest.config.ts'

/** How soon the dashboard paints and answers: `make budgets`, on a quiet machine. */
export default inBrowser([{ name: 'budgets', include: ['budgets.ts'], maxWorkers: 1 }])

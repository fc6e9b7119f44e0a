import { inBrowser } from './vitest.config.ts'

/** How soon the dashboard paints and answers, and the witness follows: `make budgets`, on a quiet machine. */
export default inBrowser([{ name: 'budgets', include: ['budgets.ts', 'witness-budget.ts'], maxWorkers: 1 }])

import { inBrowser } from './vitest.config.ts'

const include = ['budgets.ts', 'slow.ts']

/** How soon Today, the dashboard and a long list paint and answer, and the witness follows: on a quiet machine. */
export default inBrowser([{ name: 'budgets', include, maxWorkers: 1 }])

import { inBrowser } from './vitest.config.ts'

/** The budgets, alone on the machine; a run that another process disturbed is measured again. */
export default inBrowser(['budgets.ts'], { retry: 4 })

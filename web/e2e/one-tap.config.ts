import { inBrowser } from './vitest.config.ts'

/** How many taps the work of the day takes: `make taps` writes docs/taps.md. */
export default inBrowser([{ name: 'taps', include: ['one-tap.ts'], maxWorkers: 1 }])

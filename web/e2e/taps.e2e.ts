import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { launch, type Size } from './people.ts'
import { PAYMENT, RECORDINGS } from './recordings.ts'
import { ONCE } from './recordings-once.ts'
import { expectOneRecordEach, PACES, spread, type Trial } from './taps.ts'

// Every button that records work and money, pressed twice: what lies on the server is one record.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

// Each of the others has one of these on a phone and one on a desktop.
const PAIRS: Record<Size, readonly [Trial, Trial]> = {
  phone: [
    { spacing: 100, latency: 0 },
    { spacing: 250, latency: 250 },
  ],
  desktop: [
    { spacing: 50, latency: 100 },
    { spacing: 400, latency: 0 },
  ],
}

for (const size of ['phone', 'desktop'] as const) {
  test(`two taps record one payment, at every pace (${size})`, () =>
    expectOneRecordEach(
      browser,
      size,
      PACES.map((trial) => ({ recording: PAYMENT, trial })),
    ))

  test(`two taps record once, on every button that records (${size})`, () => {
    const [even, odd] = PAIRS[size]
    const twice = RECORDINGS.map((recording, number) => ({ recording, trial: number % 2 === 0 ? even : odd }))
    return expectOneRecordEach(browser, size, [...twice, ...spread(ONCE, size)])
  })
}

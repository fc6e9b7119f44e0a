import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { launch } from './people.ts'
import { CASH } from './recordings-cash.ts'
import { GATE } from './recordings-gate.ts'
import { TRUST } from './recordings-trust.ts'
import { expectOneRecordEach, PACES, type Trial } from './taps.ts'

// Every button of counts, questions and discounts, pressed twice: what lies on the server is one record.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

// A quiet machine lets the second tap come after the first was answered, a busy one before.
const QUICK: readonly Trial[] = [
  { spacing: 50, latency: 400 },
  { spacing: 250, latency: 0 },
  { spacing: 400, latency: 100 },
]

test('two taps record once, on every button of counts and questions', () =>
  expectOneRecordEach(
    browser,
    'phone',
    [...TRUST, ...CASH].map((recording, number) => ({
      recording,
      trial: PACES[(number * 14) % PACES.length] as Trial,
    })),
  ))

for (const size of ['phone', 'desktop'] as const) {
  test(`a car at the gate is recorded once by two taps (${size})`, () =>
    expectOneRecordEach(
      browser,
      size,
      QUICK.flatMap((trial) => GATE.map((recording) => ({ recording, trial }))),
    ))
}

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { launch } from './people.ts'
import { TRUST } from './recordings-trust.ts'
import { expectOneRecordEach, PACES, type Trial } from './taps.ts'

// Every button of counts, questions and discounts, pressed twice: what lies on the server is one record.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

test('two taps record once, on every button of counts and questions', () =>
  expectOneRecordEach(
    browser,
    'phone',
    TRUST.map((recording, number) => ({ recording, trial: PACES[(number * 14) % PACES.length] as Trial })),
  ))

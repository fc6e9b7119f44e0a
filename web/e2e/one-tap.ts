import { expect, test } from 'vitest'
import { TASKS } from './counted.ts'
import { countTaps } from './hand.ts'
import { launch } from './people.ts'
test('one', async () => {
  const browser = await launch()
  const task = TASKS.find((one) => one.task.includes('reference number'))!
  console.log(JSON.stringify(await countTaps(browser, task)))
  await browser.close()
  expect(1).toBe(1)
})

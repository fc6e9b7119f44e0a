import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { looked } from './looks.ts'
import { call, launch, newGarage, newJob, pause } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** A car that has left, of which nobody noted what its odometer said. */
async function leftCar(page: Page): Promise<string> {
  const { id } = await newJob(page, { estimated_amount: 1000 })
  for (const status of ['in_progress', 'completed', 'delivered'])
    await call(page, 'PUT', `/api/jobs/${id}`, { status })
  return id
}

test('what is usual is set by one press once the car has left, and by date alone without kilometres', async () => {
  const { manager } = await newGarage(browser, { size: 'phone' })
  const { page } = manager
  const id = await leftCar(page)
  await page.goto(`/jobs/${id}?tab=work`)
  const usual = page.getByRole('list', { name: 'Usual reminders' })
  const due = page.getByRole('list', { name: 'Due again' })
  // A thumb that taps twice sets it once.
  const battery = usual.getByRole('button', { name: /Battery check/ })
  await battery.scrollIntoViewIfNeeded()
  const box = await battery.boundingBox()
  if (!box) throw new Error('The button is not shown')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.touchscreen.tap(x, y)
  await page.touchscreen.tap(x, y)
  await due.getByText('Battery check').waitFor()
  await battery.waitFor({ state: 'detached' })
  // Nobody knows how far the car has run: it says so, and there is a way on.
  await pause(page) // the list has just moved under the finger
  await usual.getByRole('button', { name: /Brake fluid/ }).click()
  await page.getByText('The odometer was not read at this visit').waitFor()
  await pause(page)
  await page.getByRole('button', { name: 'By date only' }).click()
  await due.getByText('Brake fluid').waitFor()
  await page.reload()
  await due.getByText('Battery check').waitFor()
  expect(await due.getByRole('listitem').count()).toBe(2)
  expect(await usual.getByRole('button', { name: /Battery check|Brake fluid/ }).count()).toBe(0)
  expect(await looked(page, 'usual-reminders')).toEqual([])
})

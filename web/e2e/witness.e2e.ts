import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPerson, launch } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Seal {
  number: number
  hash: string
}

/** A device of the owner of the demo garage, which has seen nothing of its books. */
const device = () => demoPerson(browser, 'owner', { size: 'phone' })

const begins = (page: Page) => page.getByText('This device watches your books from now on.').waitFor()
const goesOn = (page: Page) => page.getByText(/Books unchanged since today: [\d,]+ entries/).waitFor()

/** Opens the checks and waits until this device keeps a seal; returns what it keeps. */
async function watches(page: Page): Promise<Seal> {
  await page.goto('/checks')
  await begins(page)
  const kept = await page.waitForFunction(() => {
    const name = Object.keys(localStorage).find((one) => one.startsWith('revops:seal:'))
    return name ? localStorage.getItem(name) : null
  })
  return JSON.parse((await kept.jsonValue()) ?? 'null') as Seal
}

/** Has the server say that its books end elsewhere. */
const endAt = (page: Page, seal: Seal) =>
  page.route('**/api/verification/seal', (route) =>
    route.fulfill({ json: { ...seal, sealed_at: new Date().toISOString() } }),
  )

test('each device watches for itself: books that went back are red where they were seen', async () => {
  const [first, second] = [await device(), await device()]
  const kept = await watches(first.page)
  await first.page.reload()
  await goesOn(first.page)
  const before = { number: kept.number - 3, hash: '5e'.repeat(32) }
  for (const { page } of [first, second]) await endAt(page, before)
  // Who comes now has not seen more.
  await watches(second.page)
  await first.page.reload()
  const alarm = first.page.getByRole('alertdialog', { name: 'Your books are shorter than they were' })
  await alarm.getByText(/Entries were removed, or an old backup was restored/).waitFor()
  expect(await second.page.getByRole('alertdialog').count()).toBe(0)
  // Looking at the books keeps the seal: it is red again the next time.
  await alarm.getByRole('button', { name: 'Look at the books' }).click()
  await alarm.waitFor({ state: 'detached' })
  await first.page.reload()
  await alarm.waitFor()
  expect([...first.faults.found, ...second.faults.found]).toEqual([])
  for (const { context } of [first, second]) await context.close()
})

test('a device whose storage was cleared begins anew, and says so', async () => {
  const { page, context, faults } = await device()
  await watches(page)
  await page.reload()
  await goesOn(page)
  await page.evaluate(() => localStorage.clear())
  await watches(page)
  await page.reload()
  await goesOn(page)
  expect(faults.found).toEqual([])
  await context.close()
})

test('entries that an older version sealed have no leaves: nothing is said, and nothing is red', async () => {
  const { page, context, faults } = await device()
  const kept = await watches(page)
  await endAt(page, { number: kept.number + 5, hash: 'a7'.repeat(32) })
  const asked = page.waitForResponse('**/api/verification/leaves*')
  await page.route('**/api/verification/leaves*', (route) =>
    route.fulfill({ json: { after: kept.number, leaves: '', count: 0, is_whole: false } }),
  )
  await page.reload()
  await asked
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  expect(await page.getByText(/Books unchanged|watches your books/).count()).toBe(0)
  expect(await page.getByRole('alertdialog').count()).toBe(0)
  expect(faults.found).toEqual([])
  await context.close()
})

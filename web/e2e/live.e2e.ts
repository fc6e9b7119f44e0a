import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

// Less than Today takes to look by itself.
const SOON = { timeout: 20_000 }

/** Opens a page of a person, and waits until it is told of changes. */
async function openLive(page: Page, path: string) {
  const told = page.waitForResponse('**/api/events')
  await page.goto(path)
  await told
}

const pay = (page: Page, jobId: string, amount: number) =>
  call<{ id: string }>(page, 'POST', '/api/payments', {
    job_id: jobId,
    amount,
    method: 'cash',
    payment_type: 'partial',
  })

function countStreams(context: BrowserContext) {
  const asked: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/api/events')) asked.push(request.url())
  })
  return () => asked.length
}

const shows = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor(SOON)

test('a payment is on Today, the list and the job of another browser, which has one stream for all tabs', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'desktop', live: true })
  const streams = countStreams(owner.context)
  const { id } = await newJob(manager.page)
  await openLive(owner.page, '/today')
  const list = await owner.context.newPage()
  await list.goto('/money')
  const job = await owner.context.newPage()
  await job.goto(`/jobs/${id}`)
  await job.getByRole('heading', { name: 'MH12AB1234' }).first().waitFor()
  await list.getByText('Nothing to confirm').waitFor()

  await pay(manager.page, id, 1234)
  await Promise.all([owner.page, list, job].map((page) => shows(page, /1,234/)))
  expect(streams()).toBe(1)

  // The tab that had the stream goes; another takes it over.
  await owner.page.close()
  await expect.poll(streams).toBe(2)
  await call(manager.page, 'PUT', `/api/jobs/${id}`, { status: 'in_progress' })
  await shows(job, 'In progress')
  expect(owner.faults.found).toEqual([])
  await manager.context.close()
  await owner.context.close()
})

test('after a network cut nothing is missed', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', live: true })
  const { id } = await newJob(manager.page)
  await openLive(owner.page, '/money')
  await owner.page.getByText('Nothing to confirm').waitFor()
  await owner.context.setOffline(true)
  await owner.page.getByText(/No network/).waitFor()
  await pay(manager.page, id, 777)
  await owner.context.setOffline(false)
  await shows(owner.page, /777/)
  await manager.context.close()
  await owner.context.close()
})

test('a list that is being read does not move; it says what changed above', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', live: true })
  const { id } = await newJob(manager.page, { estimated_amount: 90_000 })
  for (let amount = 101; amount <= 116; amount += 1) await pay(manager.page, id, amount)
  await openLive(owner.page, '/money')
  await shows(owner.page, /116/)
  await owner.page.mouse.wheel(0, 900)
  const row = owner.page.getByText(/109/).first()
  await row.waitFor()
  await expect.poll(() => owner.page.evaluate(() => window.scrollY)).toBeGreaterThan(500)
  const before = await row.boundingBox()

  await pay(manager.page, id, 2222)
  await pay(manager.page, id, 3333)
  const changes = owner.page.getByRole('button', { name: /\d+ changes?, show/ })
  await changes.waitFor(SOON)
  expect((await row.boundingBox())?.y).toBe(before?.y)
  await changes.click()
  await shows(owner.page, /3,333/)
  expect(await owner.page.evaluate(() => window.scrollY)).toBe(0)
  await changes.waitFor({ state: 'detached' })
  expect(owner.faults.found).toEqual([])
  await manager.context.close()
  await owner.context.close()
})

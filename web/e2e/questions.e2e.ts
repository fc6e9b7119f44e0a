import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob } from './people.ts'
import { pay } from './recordings.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const WIDTHS = [390, 1440]

test('the owner is asked about an estimate that was lowered, and answers; the manager sees nothing of it', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page } = owner
  const job = await newJob(manager.page)
  await pay(manager.page, job.id, 500, 'cash')
  await call(manager.page, 'PUT', `/api/jobs/${job.id}`, { estimated_amount: 1500 })
  await expect.poll(async () => (await call<unknown[]>(page, 'GET', '/api/exceptions')).length).toBe(1)
  await page.goto('/today')
  await page.getByRole('link', { name: /Questions for you/ }).click()
  await page.waitForURL('**/trust')
  await page.getByText(/lowered the estimate from ₹4,000 to ₹1,500 after money was paid on it/).waitFor()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await settle(page)
    if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/questions-${width}.png` })
    expect(await lookAt(page)).toEqual([])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'I agreed to it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click()
  await page.getByText('Nothing to answer').waitFor()
  await page.getByLabel('Answered or not').selectOption('answered')
  await page.getByText(/I agreed to it, /).waitFor()
  // He is neither shown the page nor told by the job.
  expect(await manager.page.getByRole('link', { name: 'Checks' }).count()).toBe(0)
  await manager.page.goto(`/jobs/${job.id}`)
  await manager.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await manager.page.getByText(/question/i).count()).toBe(0)
  expect(owner.faults.found).toEqual([])
})

test('a discount above the cap is asked for and given in one tap; limits and kinds are set', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page } = owner
  await page.goto('/trust/settings')
  await page.getByLabel(/^Managers/).fill('10')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').waitFor()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await settle(page)
    if (process.env.LOOKS)
      await page.screenshot({ path: `${process.env.LOOKS}/limits-${width}.png`, fullPage: true })
    expect(await lookAt(page)).toEqual([])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  const items = [{ kind: 'labour', description: 'Brakes', unit_price: 4000, discount: 1000 }]
  const job = await newJob(manager.page)
  await call(manager.page, 'POST', `/api/jobs/${job.id}/discount-requests`, { items })
  await page.goto('/today')
  await page.getByRole('link', { name: /Discounts to decide/ }).click()
  await page.getByText(/asks for 25% off: ₹1,000 in all, and ₹3,000 to pay instead of ₹4,000/).waitFor()
  await settle(page)
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/discount-390.png` })
  await page.getByRole('button', { name: 'Give it', exact: true }).click()
  await page.getByText('The discount is given').waitFor()
  const { estimated_amount: now } = await call<{ estimated_amount: number }>(
    page,
    'GET',
    `/api/jobs/${job.id}`,
  )
  expect(now).toBe(3000)
  expect(owner.faults.found).toEqual([])
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const verdicts = async (page: Page) =>
  (await call<{ amount: number; verdict: string }[]>(page, 'GET', '/api/payments')).map((row) => [
    row.amount,
    row.verdict,
  ])

const pay = (page: Page, jobId: string, amount: number) =>
  call(page, 'POST', '/api/payments', { job_id: jobId, amount, payment_type: 'partial', method: 'cash' })

test('a confirmation can be taken back within its window, and several go out together after it', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'desktop' })
  const { id } = await newJob(manager.page)
  await pay(manager.page, id, 100)
  await pay(manager.page, id, 200)
  const { page } = owner
  await page.clock.install()
  await page.goto('/money')
  await page.getByRole('button', { name: /^Confirm ₹100/ }).click()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByRole('button', { name: /^Confirm ₹100/ }).waitFor()
  const sent: string[] = []
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
  await page.clock.fastForward(6000)
  expect(await verdicts(page)).toEqual([
    [200, 'pending'],
    [100, 'pending'],
  ])
  expect(sent).toEqual([])
  await page.getByRole('checkbox', { name: /^Select all/ }).click()
  await page.getByRole('button', { name: 'Confirm 2 payments, ₹300' }).click()
  await expect
    .poll(() => verdicts(page))
    .toEqual([
      [200, 'confirmed'],
      [100, 'confirmed'],
    ])
  await owner.context.close()
  await manager.context.close()
})

test('leaving the page within the window sends the verdict at once', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  await pay(manager.page, id, 150)
  await owner.page.goto('/money')
  await owner.page.getByRole('button', { name: /^Confirm ₹150/ }).click()
  await owner.page.goto('/settings')
  await expect.poll(() => verdicts(manager.page)).toEqual([[150, 'confirmed']])
  await owner.context.close()
  await manager.context.close()
})

test('a rejection carries its reason to the manager, and the money is outstanding again', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  await pay(manager.page, id, 400)
  await owner.page.goto('/money')
  await owner.page.getByRole('button', { name: /^Reject ₹400/ }).click()
  const dialog = owner.page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Only 300 came')
  await dialog.getByRole('button', { name: /^Reject payment/ }).click()
  await expect.poll(() => verdicts(manager.page)).toEqual([[400, 'rejected']])
  await manager.page.goto('/today')
  await manager.page.getByRole('link', { name: /Only 300 came/ }).click()
  await manager.page.getByText('₹4,000').first().waitFor()
  await owner.context.close()
  await manager.context.close()
})

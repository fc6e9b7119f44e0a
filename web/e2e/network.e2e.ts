import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob, pause } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Payment {
  amount: number
}

async function openPayment(page: Page, jobId: string, amount: string) {
  await page.clock.install()
  await page.goto(`/jobs/${jobId}`)
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').fill(amount)
  await pause(page)
  return dialog
}

const recorded = async (page: Page, jobId: string) =>
  (await call<Payment[]>(page, 'GET', `/api/payments?job_id=${jobId}`)).map((payment) => payment.amount)

/** From now on payments reach the server, but its answers never come back. */
async function loseAnswers(page: Page) {
  await page.route('**/api/payments', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
}

/** The network is back, and the time has come for another try. */
async function mend(page: Page) {
  await page.unrouteAll({ behavior: 'wait' })
  await page.clock.fastForward(5000)
}

test('the network is cut between tap and answer: after it is back exactly one payment exists', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '1,500')
  await loseAnswers(manager.page)
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await manager.page
    .getByText(/No answer from the server yet/)
    .filter({ visible: true })
    .first()
    .waitFor()
  expect(await recorded(owner.page, id)).toEqual([1500])

  await mend(manager.page)
  await manager.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([1500])
  await manager.context.close()
  await owner.context.close()
})

test('the same with a reload before the network is back', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'desktop' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '700')
  await loseAnswers(manager.page)
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await manager.page
    .getByText(/No answer from the server yet/)
    .filter({ visible: true })
    .first()
    .waitFor()
  await manager.page.reload()
  await manager.page
    .getByText(/No answer from the server yet/)
    .filter({ visible: true })
    .first()
    .waitFor()

  await mend(manager.page)
  await manager.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([700])
  await manager.context.close()
  await owner.context.close()
})

test('a request that never arrived is sent when the network is back', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '250')
  await manager.context.setOffline(true)
  await manager.page.getByText('No network').waitFor()
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await manager.page
    .getByText(/No answer from the server yet/)
    .filter({ visible: true })
    .first()
    .waitFor()
  expect(await recorded(owner.page, id)).toEqual([])

  await manager.context.setOffline(false)
  await manager.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([250])
  await manager.context.close()
  await owner.context.close()
})

test('a double tap records one payment', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '300')
  await dialog.getByRole('button', { name: /^Record/ }).dblclick({ delay: 5 })
  await manager.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([300])
  await manager.context.close()
  await owner.context.close()
})

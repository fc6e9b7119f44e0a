import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Money {
  estimate_to_follow: boolean
  credit_amount: number
  remaining_amount: number
}

interface Undone {
  cancelled_at: string | null
  payments: { amount: number; verdict: string }[]
}

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Types what is asked of a new customer; Enter leads from one box to the next. */
async function typeAll(page: Page, plate: string) {
  await field(page, 'Vehicle number').fill(plate)
  await field(page, 'Customer').fill('Farhan Shaikh')
  await field(page, 'Phone').fill('98200 98200')
  await field(page, 'Car').fill('Maruti Swift')
  await field(page, 'Work to be done').fill('Strange noise in front')
}

test('a car is taken in before anybody knows what it comes to, and its owner leaves an advance', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'phone' })
  const { page } = manager
  await page.goto('/jobs/new')
  await typeAll(page, 'MH12AB1234')
  await field(page, 'Phone').fill('98200 9820')
  await button(page, 'Not known yet').click()
  await page.getByLabel(/^Advance/).fill('500')
  await button(page, 'Start job, ₹500 cash').click()
  await page.getByText('This number has 9 digits; a phone number in India has 10.').waitFor()
  await field(page, 'Phone').fill('98200 98200')
  await button(page, 'Start job, ₹500 cash').click()
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  const path = `/api${new URL(page.url()).pathname}`
  await page.getByText('Paid in advance').filter({ visible: true }).first().waitFor()
  await page.goto(`${page.url()}?open=payment`)
  const dialog = page.getByRole('dialog', { name: 'Record payment' })
  await dialog.getByText('An advance of any amount.').waitFor()
  await dialog.getByLabel('Amount', { exact: true }).fill('1500')
  await dialog.getByRole('button', { name: 'Record ₹1,500 cash' }).click()
  await dialog.waitFor({ state: 'detached' })
  const job = await call<Money>(page, 'GET', path)
  expect(job).toMatchObject({ estimate_to_follow: true, credit_amount: 2000, remaining_amount: 0 })
  await page.goto('/jobs?view=list')
  await page.getByText('Estimate to follow').first().waitFor()

  // Another one asks for a price by phone: what was typed goes along, and becomes the job when the car comes.
  await page.goto('/jobs/new')
  await typeAll(page, 'MH14XY4321')
  await page.getByRole('link', { name: 'Estimate only' }).click()
  await page.getByRole('heading', { name: 'New estimate' }).waitFor()
  await page.getByLabel(/^Vehicle number/).fill('')
  await field(page, 'Estimate').fill('8400')
  await button(page, 'Save estimate').click()
  await button(page, 'Send to customer').click()
  await button(page, 'Make the link').click()
  const message = await page.getByText(/tell us yes or no here:/).textContent()
  const address = /\/c\/\S+/.exec(message ?? '')?.[0] ?? ''
  const customer = await page.context().newPage()
  await customer.goto(address)
  await customer.getByRole('button', { name: 'Yes, do it' }).click()
  await customer.getByText('You approved this estimate.').waitFor()
  await customer.close()
  await page.reload()
  await page.getByText('Approved, car to come').waitFor()
  await page.getByRole('link', { name: 'Estimates' }).first().click()
  await page.getByText('Farhan Shaikh').click()
  await button(page, 'Car is here: start job').click()
  await field(page, 'Vehicle number').fill('mh14xy4321')
  await button(page, 'Start job').click()
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  const begun = await call<Money>(page, 'GET', `/api${new URL(page.url()).pathname}`)
  expect(begun).toMatchObject({ estimate_to_follow: false, remaining_amount: 8400 })
  expect([...manager.faults.found, ...owner.faults.found]).toEqual([])
  await manager.context.close()
  await owner.context.close()
})

test('a plate with an open job offers what its owner may be here for; the second phone is told of it', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'phone' })
  const { page } = manager
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, { managers_see: 'all' })
  const { id } = await newJob(owner.page)
  await page.goto('/jobs/new')
  await field(page, 'Vehicle number').fill('mh 12 ab 1234')
  await page.getByText('This car has an open job').waitFor()
  expect(await page.getByRole('link', { name: 'Message' }).getAttribute('href')).toBe(
    'https://wa.me/919820098200',
  )
  await page.getByRole('link', { name: 'Take payment' }).click()
  await page.getByRole('dialog', { name: 'Record payment' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/jobs/${id}`)
  // Nothing is known of it here, as without a network.
  await page.route('**/api/intake/known*', (route) => route.abort())
  await page.goto('/jobs/new')
  await typeAll(page, 'MH12AB1234')
  await button(page, 'Not known yet').click()
  await button(page, /^Start job/).click()
  const open = page.getByRole('link', { name: 'Open job' })
  await open.waitFor()
  expect(await open.getAttribute('href')).toBe(`/jobs/${id}`)
  expect(await call<unknown[]>(page, 'GET', '/api/jobs')).toHaveLength(1)
  await page.getByLabel(/^Advance/).fill('500')
  await button(page, 'Start job anyway, ₹500 cash').click()
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  expect(await call<unknown[]>(page, 'GET', '/api/jobs')).toHaveLength(2)
  // It was the same after all: the job is taken back, with the advance.
  await button(page, /^Undo/).click()
  await page.getByText('MH12AB1234: the job is cancelled').waitFor()
  const path = `/api${new URL(page.url()).pathname}`
  const undone = await call<Undone>(page, 'GET', path)
  expect(undone.cancelled_at).not.toBeNull()
  expect(undone.payments.map(({ amount, verdict }) => [amount, verdict])).toEqual([[500, 'rejected']])
  await manager.context.close()
  await owner.context.close()
})

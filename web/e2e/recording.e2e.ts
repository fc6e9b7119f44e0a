import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { call, dayOfGarage, demoPerson, launch, newGarage, newJob, pause } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Opens the sheet of a payment and enters an amount. */
async function enter(page: Page, amount: string) {
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').fill(amount)
  return { dialog, record: dialog.getByRole('button', { name: /^Record ₹/ }) }
}

test('the same payment again is asked about in place, and each answer does what it says', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'phone' })
  const { page, context } = manager
  const { id } = await newJob(page)
  const open = async () => {
    const { dialog, record } = await enter(page, '500')
    await record.click()
    return dialog
  }
  const amounts = async () =>
    (await call<{ amount: number }[]>(page, 'GET', `/api/payments?job_id=${id}`)).map(({ amount }) => amount)
  await page.goto(`/jobs/${id}`)
  const first = await open()
  await first.waitFor({ state: 'detached' })
  await pause(page)
  const second = await open()
  await second.getByText(/₹500 in cash was recorded on this job \d+ seconds? ago/).waitFor()
  expect(await amounts()).toEqual([500])
  await second.getByRole('button', { name: 'No, it was the same' }).click()
  await second.waitFor({ state: 'detached' })
  expect(await amounts()).toEqual([500])
  await pause(page)
  const third = await open()
  await third.getByRole('button', { name: 'Record another' }).click()
  await third.waitFor({ state: 'detached' })
  expect(await amounts()).toEqual([500, 500])
  await context.close()
  await owner.context.close()
})

test('a whole balance paid twice is told as recorded, not as refused', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'desktop' })
  const { page, context } = manager
  const { id } = await newJob(page)
  await page.goto(`/jobs/${id}`)
  const { dialog, record } = await enter(page, '4000')
  // Recorded a moment ago from another window of the same person.
  const first = await page.request.post('/api/payments', {
    data: { job_id: id, amount: 4000, payment_type: 'final', method: 'cash' },
    headers: { origin: inject('origin'), 'x-client': 'revops-web' },
  })
  expect(first.ok()).toBe(true)
  await pause(page)
  await record.click()
  await dialog.getByText(/₹4,000 in cash was recorded on this job .* Nothing is outstanding/).waitFor()
  expect(await dialog.getByRole('button', { name: 'Record another' }).count()).toBe(0)
  await pause(page)
  await dialog.getByRole('button', { name: 'OK' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Paid', { exact: true }).filter({ visible: true }).first().waitFor()
  expect(await call<unknown[]>(page, 'GET', `/api/payments?job_id=${id}`)).toHaveLength(1)
  await context.close()
  await owner.context.close()
})

test('when somebody else logs in in another tab, the first tab says so and records nothing', async () => {
  const { manager, owner, emails, password } = await newGarage(browser, { size: 'desktop' })
  const { page, context } = manager
  const { id } = await newJob(page)
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
  const sheet = page.getByRole('dialog', { name: 'Record payment' })
  await sheet.getByLabel('Amount').fill('500')
  const other = await context.newPage()
  await context.clearCookies()
  await other.goto('/login')
  await other.getByLabel('E-mail or phone').fill(emails.owner)
  await other.getByLabel('Password', { exact: true }).fill(password)
  await other.getByRole('button', { name: 'Log in', exact: true }).click()
  await other.waitForURL('**/today')
  const told = page.getByRole('dialog', { name: 'Meera Rao is logged in now' })
  await told.waitFor()
  await told.getByRole('button', { name: 'Close' }).click()
  await sheet.getByRole('button', { name: /^Record ₹500/ }).click()
  await told.waitFor()
  expect(await call(owner.page, 'GET', `/api/payments?job_id=${id}`)).toEqual([])
  await told.getByRole('button', { name: 'Continue as Meera Rao' }).click()
  await page.waitForURL('**/today')
  await context.close()
  await owner.context.close()
})

test('a device whose clock is a day ahead shows the server’s today, and is told', async () => {
  const { page, context } = await demoPerson(browser, 'owner', { size: 'phone' })
  await context.addInitScript(() => {
    const RealDate = Date
    const AHEAD_MS = 86_400_000
    window.Date = class extends RealDate {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(RealDate.now() + AHEAD_MS)
        else super(...(given as [string]))
      }
      static override now() {
        return RealDate.now() + AHEAD_MS
      }
    } as DateConstructor
  })
  const today = dayOfGarage()
  const asked = page.waitForRequest((request) => request.url().includes(`from=${today}`))
  await page.goto('/reports?period=today')
  await page.getByText('The clock of this device is 24 hours fast').waitFor()
  await asked
  await context.close()
})

test('billing settings show what was saved, also while the server’s list is late, and a second Save finds nothing', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'desktop' })
  const { page, context } = owner
  await page.goto('/settings')
  const box = page.getByLabel('UPI address')
  const form = page.locator('form').filter({ has: box })
  await box.fill('new@upi')
  await page.route('**/api/workshops/me/billing', async (route) => {
    await new Promise((late) => setTimeout(late, 1500))
    await route.continue().catch(() => {})
  })
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Billing settings saved').waitFor()
  for (let look = 0; look < 8; look++) {
    expect(await box.inputValue()).toBe('new@upi')
    await page.waitForTimeout(300)
  }
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  const billing = await call<{ current: { vpa: string }; versions: unknown[] }>(
    page,
    'GET',
    '/api/workshops/me/billing',
  )
  expect([billing.current.vpa, billing.versions.length]).toEqual(['new@upi', 1])
  await context.close()
  await manager.context.close()
})

test('walking through a new job turns nothing red, and Enter at the plate leads on', async () => {
  const { page, context } = await demoPerson(browser, 'manager1', { size: 'desktop' })
  await page.goto('/jobs/new')
  const plate = page.getByLabel('Vehicle number')
  await plate.focus()
  for (let step = 0; step < 12; step++) await page.keyboard.press('Tab')
  expect(await page.getByRole('main').getByRole('alert').count()).toBe(0)
  await plate.fill('KA05QQ1234')
  await plate.press('Enter')
  expect(await page.getByRole('main').getByRole('alert').count()).toBe(0)
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')))
    .toBe('customer_name')
  await page.getByRole('button', { name: /Start job/ }).click()
  await expect.poll(() => page.getByRole('main').getByRole('alert').count()).toBeGreaterThan(2)
  await context.close()
})

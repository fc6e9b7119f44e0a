import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, launch, newPerson, pause, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Dashboard {
  total_jobs: number
  total_collected: number
  outstanding_credits: number
  pending_confirmations: { count: number; amount: number }
}

async function register(page: Page, name: string, email: string) {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Phone', { exact: true }).fill('9820012345')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('gearbox-torque-7781')
}

/** Goes where the side bar or the bar at the bottom leads, and on to a page of that place; how much waits is behind its
 * name. */
async function go(page: Page, place: string, tab?: string) {
  const main = page.getByRole('navigation', { name: 'Main' })
  const named = (name: string) => new RegExp(`^${name}( ?\\d+ waiting)?$`)
  const link = main.getByRole('link', { name: named(place) }).filter({ visible: true })
  // On a desk the pages of a place stand there themselves.
  if (tab && (await link.count()) === 0) return main.getByRole('link', { name: named(tab) }).click()
  await link.click()
  if (tab) await page.getByRole('navigation', { name: place }).getByRole('link', { name: tab }).click()
}

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('a new garage: from registering to settled cash, each rupee on the owner’s dashboard', async () => {
    const tag = `${size}-${Date.now()}`
    const owner = await newPerson(browser, { size })
    const manager = await newPerson(browser, { size })

    // The owner registers, opens the garage and gets a code to share.
    await owner.page.goto('/')
    await owner.page.getByRole('link', { name: 'Register your garage' }).click()
    await register(owner.page, 'Meera Rao', `meera-${tag}@example.com`)
    await owner.page.getByRole('button', { name: 'Register' }).click()
    await owner.page.getByLabel('Name of the garage').fill('Rao Motors')
    await owner.page.getByRole('button', { name: 'Open the garage' }).click()
    const code = (await owner.page.getByLabel('Invite code').textContent())?.trim()
    expect(code).toMatch(/^[A-Z0-9]{8}$/)
    await owner.page.getByRole('button', { name: 'Go to Today' }).click()
    await owner.page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()

    // The manager opens the link, joins, and takes the first car in with an advance.
    await manager.page.goto(`/register?code=${code}`)
    await register(manager.page, 'Arjun Naik', `arjun-${tag}@example.com`)
    await manager.page.getByRole('button', { name: 'Join the garage' }).click()
    await manager.page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    await manager.page.getByRole('link', { name: 'New job' }).filter({ visible: true }).click()
    const form = manager.page
    await form.getByLabel('Vehicle number').fill('mh 12 ab 1234')
    await form.getByLabel('Customer').fill('Farhan Shaikh')
    await form.getByLabel('Phone', { exact: true }).fill('9820098200')
    await form.getByLabel('Car', { exact: true }).fill('Maruti Swift')
    await form.getByLabel('Work to be done').fill('Brake pads, front')
    await form.getByLabel('Estimate').fill('4,000')
    await form.getByRole('textbox', { name: 'Advance' }).fill('₹ 500')
    await form.getByRole('button', { name: /Start job/ }).click()
    await manager.page.waitForURL(/\/jobs\/[\w-]{20,}$/)
    const jobId = manager.page.url().split('/').at(-1)

    // The owner sees the job and the advance, and confirms it from the queue.
    await go(owner.page, 'Money', 'To confirm')
    await owner.page.getByText('₹500').filter({ visible: true }).first().waitFor()
    await owner.page
      .getByRole('button', { name: /^Confirm/ })
      .filter({ visible: true })
      .first()
      .click()
    await expect.poll(() => verdicts(owner.page, jobId)).toEqual(['confirmed'])

    // Work goes on: started, completed; the rest is paid in cash; delivered.
    await manager.page.getByRole('button', { name: 'Start work' }).click()
    await pause(manager.page)
    await manager.page.getByRole('button', { name: 'Work completed' }).click()
    await pause(manager.page)
    await manager.page
      .getByRole('button', { name: 'Record payment' })
      .filter({ visible: true })
      .first()
      .click()
    const payment = manager.page.getByRole('dialog')
    await expect.poll(() => payment.getByLabel('Amount').inputValue()).toBe('3500')
    await payment.getByRole('button', { name: /^Record/ }).click()
    await payment.waitFor({ state: 'detached' })
    await pause(manager.page)
    await manager.page.getByRole('button', { name: 'Deliver', exact: true }).click()
    await expect.poll(() => status(manager.page, jobId)).toBe('delivered')

    // The cash is handed over and received.
    await go(manager.page, 'Money', 'Cash')
    await manager.page.getByLabel('Pieces of ₹500').fill('8')
    await manager.page.getByRole('button', { name: 'Hand over ₹4,000' }).click()
    await expect.poll(() => settlements(manager.page)).toEqual([{ amount: 4000, verdict: 'pending' }])
    await go(owner.page, 'Money', 'Cash')
    await owner.page.getByRole('link', { name: 'Count cash from' }).click()
    await owner.page.getByLabel('Pieces of ₹500').fill('8')
    await owner.page.getByRole('button', { name: 'Received ₹4,000' }).click()
    await expect.poll(() => settlements(owner.page)).toEqual([{ amount: 4000, verdict: 'confirmed' }])

    // What the owner reads is exact.
    const figures = await call<Dashboard>(owner.page, 'GET', '/api/analytics/dashboard')
    expect(figures.total_jobs).toBe(1)
    expect(figures.total_collected).toBe(4000)
    expect(figures.outstanding_credits).toBe(0)
    expect(figures.pending_confirmations).toEqual({ count: 1, amount: 3500 })
    await go(owner.page, 'Today')
    await owner.page
      .getByRole('link', { name: /Collected.*₹4,000/ })
      .filter({ visible: true })
      .first()
      .waitFor()
    await owner.page.getByRole('link', { name: /To confirm.*₹3,500/ }).waitFor()
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
    await owner.context.close()
    await manager.context.close()
  })
})

async function verdicts(page: Page, jobId: string | undefined): Promise<string[]> {
  const payments = await call<{ verdict: string }[]>(page, 'GET', `/api/payments?job_id=${jobId}`)
  return payments.map((payment) => payment.verdict)
}

async function status(page: Page, jobId: string | undefined): Promise<string> {
  return (await call<{ status: string }>(page, 'GET', `/api/jobs/${jobId}`)).status
}

async function settlements(page: Page) {
  const rows = await call<{ amount: number; verdict: string }[]>(page, 'GET', '/api/settlements')
  return rows.map(({ amount, verdict }) => ({ amount, verdict }))
}

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, chooseMore, launch, newGarage, newJob, newPerson, pause, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Member {
  id: string
  role: string
  is_active: boolean
  open_jobs: number
  cash_in_hand: number
  user: { name: string }
}

async function member(owner: Page, name: string) {
  const members = await call<Member[]>(owner, 'GET', '/api/members')
  const { role, is_active, open_jobs, cash_in_hand } = members.find(
    ({ user }) => user.name === name,
  ) as Member
  return { role, is_active, open_jobs, cash_in_hand }
}

async function openMember(page: Page, name: string) {
  await page.goto('/team')
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** Does in a dialog what its button says. */
async function agree(page: Page, action: string | RegExp) {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: action }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('a cashier joins, takes cash, becomes a manager and leaves; the owner gets the cash and his jobs stay', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { id: jobId } = await newJob(manager.page)

    // The owner invites a cashier, who joins by the link.
    await owner.page.goto('/team')
    await owner.page.getByRole('button', { name: 'Invite a member' }).click()
    const invite = owner.page.getByRole('dialog')
    await invite.getByLabel('Role').selectOption('cashier')
    await invite.getByText('Rights and limits').click()
    await invite.getByLabel('Most cash in one payment').fill('2000')
    await pause(owner.page)
    await invite.getByRole('button', { name: 'Make the code' }).click()
    const code = (await invite.getByLabel('Invite code').textContent())?.trim()
    const cashier = await newPerson(browser, { size })
    const { page } = cashier
    await page.goto(`/register?code=${code}`)
    await page.getByLabel('Your name').fill('Suresh Patil')
    await page.getByLabel('Phone', { exact: true }).fill('9820012346')
    await page.getByLabel('E-mail').fill(`suresh-${size}-${Date.now()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('gearbox-torque-7781')
    await page.getByRole('button', { name: 'Join the garage' }).click()
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()

    // He begins with the limit that the owner said.
    await openMember(owner.page, 'Suresh Patil')
    await owner.page.getByText('Takes at most ₹2,000 in cash at a time').waitFor()

    // He takes cash on the manager's job: it is in his hand, not in the manager's.
    await page.goto(`/jobs/${jobId}`)
    await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
    const payment = page.getByRole('dialog')
    await payment.getByLabel('Amount').fill('1500')
    await payment.getByRole('button', { name: /^Record/ }).click()
    await payment.waitFor({ state: 'detached' })
    const [taken] = await call<{ id: string }[]>(owner.page, 'GET', `/api/payments?job_id=${jobId}`)
    await call(owner.page, 'PUT', `/api/payments/${taken?.id}/confirm`)
    const isCashier = { role: 'cashier', is_active: true, open_jobs: 0, cash_in_hand: 1500 }
    expect(await member(owner.page, 'Suresh Patil')).toEqual(isCashier)
    expect((await member(owner.page, 'Arjun Naik')).cash_in_hand).toBe(0)
    await page.goto('/money/cash')
    await page.getByRole('button', { name: 'Hand over ₹1,500' }).waitFor()

    // The owner makes him a manager, and gives him the job.
    await openMember(owner.page, 'Suresh Patil')
    await owner.page.getByRole('button', { name: 'Change the role of Suresh Patil' }).click()
    await owner.page.getByRole('dialog').getByLabel('Role').selectOption('manager')
    await agree(owner.page, 'Save')
    await owner.page.goto(`/jobs/${jobId}`)
    await chooseMore(owner.page, 'Hand over')
    await owner.page.getByLabel('Hand over to').selectOption({ label: 'Suresh Patil (manager)' })
    await agree(owner.page, 'Hand over')
    const isManager = { ...isCashier, role: 'manager', open_jobs: 1 }
    expect(await member(owner.page, 'Suresh Patil')).toEqual(isManager)

    // He leaves with cash in his hand: the owner is told so first, and receives it after.
    await openMember(owner.page, 'Suresh Patil')
    await owner.page.getByRole('button', { name: 'Remove Suresh Patil' }).click()
    await owner.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await pause(owner.page)
    await agree(owner.page, 'Remove anyway')
    await owner.page.getByRole('button', { name: 'Receive cash' }).click()
    await agree(owner.page, 'Received ₹1,500')
    await owner.page.getByRole('button', { name: 'Hand over jobs' }).click()
    await owner.page.getByLabel('Hand over to').selectOption({ label: 'Arjun Naik (manager)' })
    await agree(owner.page, 'Hand over')
    await owner.page.getByRole('button', { name: 'Hand over jobs' }).waitFor({ state: 'detached' })
    const hasLeft = { role: 'manager', is_active: false, open_jobs: 0, cash_in_hand: 0 }
    expect(await member(owner.page, 'Suresh Patil')).toEqual(hasLeft)
    expect((await member(owner.page, 'Arjun Naik')).open_jobs).toBe(1)
    await page.goto('/jobs')
    await page.getByRole('button', { name: 'Log in', exact: true }).waitFor()
    expect([...owner.faults.found, ...cashier.faults.found]).toEqual([])
    for (const person of [owner, manager, cashier]) await person.context.close()
  })

  test('an owner with two garages works in one at a time', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    await newJob(manager.page)
    const { page } = owner
    const car = page.getByText('MH12AB1234').filter({ visible: true })
    await page.goto('/settings')
    await page.getByRole('link', { name: 'Add a garage' }).click()
    await page.getByLabel('Name of the garage').fill('Rao Tyres')
    await page.getByRole('button', { name: 'Open the garage' }).click()
    await page.waitForURL('**/today')
    await page
      .getByRole('button', { name: /^Rao Tyres, other garages/ })
      .filter({ visible: true })
      .waitFor()
    await page.goto('/jobs')
    await page.getByText('No jobs yet').waitFor()
    expect(await car.count()).toBe(0)

    await page.goto('/settings')
    await page.getByRole('button', { name: 'Go to Rao Motors' }).click()
    await page.waitForURL('**/today')
    await page.goto('/jobs')
    await car.first().waitFor()
    expect(owner.faults.found).toEqual([])
    for (const person of [owner, manager]) await person.context.close()
  })
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob, newPerson, pause, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

type Person = Awaited<ReturnType<typeof newPerson>>

let made = 0

/** Somebody who joined the owner's garage in a role; returns the member's id too. */
async function memberOf(owner: Page, role: string, size: Size): Promise<Person & { id: string }> {
  const { id: workshopId } = await call<{ id: string }>(owner, 'GET', '/api/workshops/me')
  const path = `/api/workshops/${workshopId}/invite-codes`
  const { code } = await call<{ code: string }>(owner, 'POST', path, { role })
  const person = await newPerson(browser, { size })
  made += 1
  const { user } = await call<{ user: { id: string } }>(person.page, 'POST', '/api/auth/register', {
    email: `${role}-${process.pid}-${made}-${Math.random().toString(36).slice(2, 8)}@example.com`,
    password: 'gearbox-torque-7781',
    name: 'Suresh Patil',
    phone: '+919820012346',
    role: 'manager',
    invite_code: code,
  })
  return { ...person, id: user.id }
}

const WIDTHS: Record<Size, number[]> = { phone: [360, 768, 1180, 390], desktop: [1024, 1440] }

/** Says what cannot be read or pressed on a page, at the widths of a size. */
async function looked({ page }: Person, path: string, size: Size) {
  const wrong: string[] = []
  await page.goto(path)
  for (const width of WIDTHS[size]) {
    await page.setViewportSize({ width, height: 900 })
    await settle(page)
    wrong.push(...(await lookAt(page)).map((what) => `${path} at ${width}: ${what}`))
  }
  return wrong
}

/** The places that the menu offers, in its order. */
async function places(page: Page) {
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link').filter({ visible: true })
  await links.first().waitFor()
  return (await links.allTextContents()).map((text) => text.replace(/\d+\+? waiting$/, '').trim())
}

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('a technician sees his work without any money, and says how far it is', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { id } = await newJob(manager.page, { advance_paid: 700 })
    const technician = await memberOf(owner.page, 'technician', size)
    const { page } = technician
    await page.goto('/')
    await page.waitForURL('**/work')
    await page.getByText('No work now').waitFor()
    await call(owner.page, 'PUT', `/api/jobs/${id}`, { manager_id: technician.id })
    await page.reload()
    await page.getByRole('heading', { name: 'MH12AB1234' }).waitFor()
    expect(await places(page)).toEqual(size === 'phone' ? ['My work', 'Scan', 'Me'] : ['My work', 'Scan'])
    const text = (await page.locator('body').textContent()) ?? ''
    expect(text).not.toMatch(/₹|4,000|700|Farhan|98200/)
    await page.getByRole('button', { name: 'Start work: MH12AB1234' }).click()
    await expect
      .poll(async () => (await call<{ status: string }>(owner.page, 'GET', `/api/jobs/${id}`)).status)
      .toBe('in_progress')
    // Without a network it is kept on the row, can be taken back, and is sent later, in order.
    await page.getByRole('button', { name: /^Undo/ }).waitFor()
    await technician.context.setOffline(true)
    const row = page.getByRole('list', { name: 'My work' }).getByRole('listitem')
    const press = async (step: string) => {
      await pause(page)
      await page.getByRole('button', { name: `${step}: MH12AB1234` }).click()
      await row.getByText('Not sent yet').waitFor()
    }
    await press('Parts awaited')
    await page.getByRole('button', { name: /^Undo/ }).last().click()
    await row.getByText('Not sent yet').waitFor({ state: 'detached' })
    await row.getByText('In progress').waitFor()
    await press('Parts awaited')
    await press('Work completed')
    await page.getByRole('button', { name: '2 not sent' }).waitFor()
    await technician.context.setOffline(false)
    await row.getByText('Not sent yet').waitFor({ state: 'detached' })
    const moves = await call<{ changes: { status?: string[] } | null }[]>(
      owner.page,
      'GET',
      `/api/jobs/${id}/updates`,
    )
    expect(moves.flatMap(({ changes }) => changes?.status?.[1] ?? []).reverse()).toEqual([
      'in_progress',
      'waiting_for_parts',
      'completed',
    ])
    // What somebody else decided meanwhile comes back as something to decide.
    await technician.context.setOffline(true)
    await press('Start work')
    for (const status of ['in_progress', 'waiting_for_parts'])
      await call(owner.page, 'PUT', `/api/jobs/${id}`, { status })
    await technician.context.setOffline(false)
    await row.getByText('Not sent: needs you').waitFor()
    await pause(page)
    await row.getByRole('button', { name: /^Change it anyway/ }).click()
    await row.getByText('Not sent: needs you').waitFor({ state: 'detached' })
    await row.getByText('In progress').waitFor()
    // Money is nowhere, whatever address is tried.
    for (const path of [
      '/jobs',
      `/jobs/${id}`,
      '/payments',
      '/money/cash',
      '/dashboard',
      '/reports',
      '/documents',
    ]) {
      await page.goto(path)
      await page.waitForURL('**/work')
    }
    expect(await looked(technician, '/work', size)).toEqual([])
    expect(technician.faults.found).toEqual([])
    // Without a network he still reads what there is to do.
    await page.route('**/api/work', (route) => route.abort())
    await page.reload()
    await page.getByRole('heading', { name: 'MH12AB1234' }).waitFor()
    await page.getByText(/What you see is as of/).waitFor()
    for (const person of [owner, manager, technician]) await person.context.close()
  })

  test('whoever has no right yet is told so, and joins another garage', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const gate = await memberOf(owner.page, 'gate', size)
    const { page } = gate
    await call(owner.page, 'PUT', `/api/members/${gate.id}`, { grants: { 'gate:record': false } })
    for (const path of ['/', '/jobs', '/work', '/settings']) {
      await page.goto(path)
      await page.getByRole('heading', { name: 'Nothing to do here yet' }).waitFor()
    }
    expect(await looked(gate, '/no-rights', size)).toEqual([])
    // The owner of another garage invites him there.
    const other = await newGarage(browser, { size })
    const { id } = await call<{ id: string }>(other.owner.page, 'GET', '/api/workshops/me')
    const path = `/api/workshops/${id}/invite-codes`
    const { code } = await call<{ code: string }>(other.owner.page, 'POST', path)
    await page.getByRole('button', { name: 'Join with a code' }).click()
    await page.getByLabel('Invite code').fill(code.toLowerCase())
    await page.getByRole('button', { name: 'Join the garage' }).click()
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
    expect(gate.faults.found).toEqual([])
    for (const person of [owner, manager, gate, other.owner, other.manager]) await person.context.close()
  })

  test('an accountant sees the money, and no button that changes anything', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { id } = await newJob(manager.page, { advance_paid: 700 })
    const accountant = await memberOf(owner.page, 'accountant', size)
    const { page } = accountant
    await page.goto('/')
    await page.waitForURL('**/reports')
    await page.getByText('₹4,000').filter({ visible: true }).first().waitFor()
    expect(await places(page)).toEqual(
      size === 'phone'
        ? ['Reports', 'Jobs', 'Money', 'More']
        : ['Jobs', 'Customers', 'Payments', 'Bills', 'Who owes', 'Bank', 'Reports'],
    )
    const pages = [
      '/reports',
      '/jobs',
      '/jobs?view=board',
      `/jobs/${id}`,
      '/money/all',
      '/money/bills',
      '/money/owes',
    ]
    const CHANGES =
      /\b(record|confirm|reject|new job|start|edit|hand over|cancel|issue|close|deliver|enter|invite|receive|write)\b/i
    for (const path of pages) {
      await page.goto(path)
      await settle(page)
      const buttons = page.locator('main').getByRole('button').filter({ visible: true })
      const offered = (await buttons.allTextContents()).filter((text) => CHANGES.test(text))
      expect(offered, path).toEqual([])
    }
    await page.goto(`/jobs/${id}`)
    await page.getByText('₹3,300').filter({ visible: true }).first().waitFor()
    await page.goto('/jobs/new')
    await page.waitForURL('**/reports')
    expect(accountant.faults.found).toEqual([])
    for (const person of [owner, manager, accountant]) await person.context.close()
  })

  test('a cashier takes payments, in cash up to what the owner allows', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { id } = await newJob(manager.page)
    const cashier = await memberOf(owner.page, 'cashier', size)
    const { page } = cashier

    // The owner says how much cash in one payment; what is no amount is not saved.
    await owner.page.goto(`/team/${cashier.id}`)
    await owner.page.getByRole('button', { name: 'Change the role of Suresh Patil' }).click()
    const change = owner.page.getByRole('dialog')
    await change.getByLabel('Most cash in one payment').fill('much')
    await change.getByRole('alert').waitFor()
    expect(await change.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await change.getByLabel('Most cash in one payment').fill('2,000')
    await change.getByRole('button', { name: 'Save' }).click()
    await change.waitFor({ state: 'detached' })
    await owner.page.getByText('Takes at most ₹2,000 in cash at a time.').waitFor()

    await page.goto('/')
    await page.waitForURL('**/today')
    await page.goto(`/jobs/${id}`)
    const record = page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first()
    await record.click()
    const payment = page.getByRole('dialog')
    await payment.getByLabel('Amount').fill('2500')
    await payment.getByRole('button', { name: /^Record ₹2,500/ }).click()
    await payment.getByText('You may take at most ₹2,000 in cash at a time.', { exact: false }).waitFor()
    await pause(page)
    await payment.getByLabel('Amount').fill('1500')
    await payment.getByRole('button', { name: /^Record ₹1,500/ }).click()
    await payment.waitFor({ state: 'detached' })
    const job = await call<{ remaining_amount: number; payments: { collected_by_name: string }[] }>(
      owner.page,
      'GET',
      `/api/jobs/${id}`,
    )
    expect([job.remaining_amount, job.payments.map((one) => one.collected_by_name)]).toEqual([
      2500,
      ['Suresh Patil'],
    ])
    // He starts no job and moves none.
    await page.goto('/jobs/new')
    await page.waitForURL('**/today')

    // Without a limit again, any amount.
    await owner.page.getByRole('button', { name: 'Change the role of Suresh Patil' }).click()
    await change.getByLabel('Most cash in one payment').fill('')
    await change.getByRole('button', { name: 'Save' }).click()
    await change.waitFor({ state: 'detached' })
    await owner.page.getByText('Takes at most').waitFor({ state: 'detached' })
    expect([...cashier.faults.found, ...owner.faults.found]).toEqual([])
    for (const person of [owner, manager, cashier]) await person.context.close()
  })
})

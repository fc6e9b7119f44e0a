import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, demoPerson, launch, newGarage, newJob, pause, type Size } from './people.ts'
import { REPOSITORY, REVOPS } from './server.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const WIDTHS: Record<Size, number[]> = { phone: [360, 768, 390], desktop: [1024, 1440] }

/** Says what cannot be read or pressed on the page as it stands, at the widths of a size. */
async function looked(page: Page, size: Size) {
  const wrong: string[] = []
  for (const width of WIDTHS[size]) {
    await page.setViewportSize({ width, height: 900 })
    await settle(page)
    wrong.push(...(await lookAt(page)).map((what) => `${page.url()} at ${width}: ${what}`))
  }
  return wrong
}

/** Waits until the job that was taken in is sealed. */
async function sealed(page: Page) {
  await expect
    .poll(async () => (await call<{ number: number }>(page, 'GET', '/api/verification/seal')).number)
    .toBeGreaterThanOrEqual(4)
}

const pay = (page: Page, jobId: string, amount: number) =>
  call<{ id: string }>(page, 'POST', '/api/payments', {
    job_id: jobId,
    amount,
    payment_type: 'partial',
    method: 'cash',
  })

const toDo = (page: Page, name: RegExp) =>
  page.getByRole('list', { name: 'To do' }).getByRole('link', { name })

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('a new owner sees seven steps and no zeros; each is ticked when it is there, and they can be put away', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { page } = owner
    await page.goto('/')
    await page.waitForURL('**/today')
    await page.getByText('1 of 7 done').waitFor()
    expect(await page.getByText('₹').count()).toBe(0)
    expect(await looked(page, size)).toEqual([])
    await newJob(manager.page)
    await call(page, 'POST', `/api/workshops/${await garageId(page)}/billing`, { vpa: 'rao@okbank' })
    await page.reload()
    await page.getByText('3 of 7 done').waitFor()
    // Now there are figures, and nothing to do.
    await page.getByRole('heading', { name: 'All clear' }).waitFor()
    await page.getByRole('link', { name: /Still to bill.*₹4,000/ }).waitFor()
    await page.getByRole('button', { name: 'Hide' }).click()
    await page.getByText('3 of 7 done').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { name: 'All clear' }).waitFor()
    expect(await page.getByText('of 7 done').count()).toBe(0)
    // This device is a witness of the books from now on: rewritten in the database, they are not what it saw.
    await page.getByText(/This device watches your books|Books unchanged since/).waitFor()
    await page.waitForFunction(() =>
      Object.keys(localStorage).some((name) => name.startsWith('revops:seal:')),
    )
    await sealed(page)
    await page.reload()
    await page.getByText(/Books unchanged since today: \d+ entries/).waitFor()
    execFileSync(join(dirname(REVOPS), 'python'), ['-m', 'tests.trust.rewriting', await garageId(page)], {
      cwd: REPOSITORY,
      env: { ...process.env, REVOPS_DATA: inject('data') },
    })
    await page.reload()
    const alarm = page.getByRole('alertdialog', { name: 'Your books were rewritten' })
    await alarm.getByText(/revops verify --witness/).waitFor()
    expect(await looked(page, size)).toEqual([])
    await alarm.getByRole('button', { name: 'Look at the books' }).click()
    await page.getByRole('heading', { name: 'All clear' }).waitFor()
    // It stays until the owner knows why.
    await page.reload()
    await alarm.getByRole('button', { name: /I know why/ }).click()
    await page.getByRole('button', { name: 'Watch from here on', exact: true }).click()
    await alarm.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByText(/Books unchanged since today/).waitFor()
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
    for (const person of [owner, manager]) await person.context.close()
  })

  test('what needs the owner is one tap from where it is done, and is gone when it is', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { page } = owner
    const { id } = await newJob(manager.page)
    await pay(manager.page, id, 1500)
    await call(manager.page, 'POST', '/api/settlements', { amount: 1000, job_ids: [] })
    await page.goto('/today')
    await toDo(page, /^To confirm ?1 payment ?₹1,500/).waitFor()
    const main = page.getByRole('navigation', { name: 'Main' })
    await main.getByRole('link', { name: /^Today ?2 waiting$/ }).waitFor()
    const counted = size === 'phone' ? /^Money ?2 waiting$/ : /^To confirm ?1 waiting$/
    await main.getByRole('link', { name: counted }).waitFor()
    expect(await looked(page, size)).toEqual([])

    // Cash is received in two taps, where it is named.
    await page.getByRole('button', { name: 'Received ₹1,000 from Arjun Naik' }).click()
    await pause(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Received ₹1,000' }).click()
    // What is behind a dialog is not there for whoever asks by role.
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await toDo(page, /^Cash to receive/).waitFor({ state: 'detached' })
    const [received] = await call<{ verdict: string }[]>(page, 'GET', '/api/settlements')
    expect(received?.verdict).toBe('confirmed')

    // One payment, in two.
    await toDo(page, /^To confirm/).click()
    await page.getByRole('button', { name: /^Confirm ₹1,500/ }).click()
    await page.goto('/settings')
    await expect
      .poll(async () => (await call<{ verdict: string }[]>(page, 'GET', '/api/payments'))[0]?.verdict)
      .toBe('confirmed')

    // Whoever owes most, called in two; the last month, in one.
    await call(manager.page, 'PUT', `/api/jobs/${id}`, { status: 'in_progress' })
    await call(manager.page, 'PUT', `/api/jobs/${id}`, { status: 'completed' })
    await page.goto('/today')
    await toDo(page, /^Ready to collect ?1 car/).waitFor()
    await call(manager.page, 'PUT', `/api/jobs/${id}`, { status: 'credit_pending' })
    await page.reload()
    await page.getByRole('link', { name: /^Owed after delivery.*₹2,500/ }).click()
    const dial = page.getByRole('link', { name: /^Call Farhan Shaikh/ })
    await dial.waitFor()
    expect(await dial.getAttribute('href')).toBe('tel:+919820098200')
    expect(await looked(page, size)).toEqual([])
    await page.goto('/today')
    await page.getByRole('link', { name: 'Last month' }).click()
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor()
    expect(new URL(page.url()).searchParams.get('from')).toMatch(/-01$/)
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
    for (const person of [owner, manager]) await person.context.close()
  })

  test('a rejected payment stays on its manager’s day until he has seen it', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { page } = manager
    const { id } = await newJob(page)
    const payment = await pay(page, id, 400)
    await call(owner.page, 'PUT', `/api/payments/${payment.id}/reject`, { reason: 'Only 300 came' })
    await page.goto('/today')
    const rejected = page.getByRole('link', { name: /Only 300 came/ })
    await rejected.waitFor()
    expect(await looked(page, size)).toEqual([])
    await page.getByRole('button', { name: /^Seen: ₹400/ }).click()
    await rejected.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByText('No car is waiting to be collected.').waitFor()
    expect(await rejected.count()).toBe(0)
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
    for (const person of [owner, manager]) await person.context.close()
  })

  test('old addresses lead to the new ones, with what narrows them', async () => {
    const { page, context, faults } = await demoPerson(browser, 'owner', { size })
    const [job] = await call<{ manager_id: string }[]>(page, 'GET', '/api/jobs?limit=1')
    const manager = job?.manager_id
    for (const [old, now] of [
      ['/dashboard', '/today'],
      ['/dashboard?period=week', '/reports?period=week'],
      [`/payments?manager=${manager}`, `/money?manager=${manager}`],
      ['/payments?tab=rejected&method=upi', '/money/all?tab=rejected&method=upi'],
      ['/settlements', '/money/cash'],
      ['/documents?kind=invoice', '/money/bills?kind=invoice'],
      [`/managers/${manager}`, `/team/${manager}`],
      ['/entries?figure=collected', '/checks/entries?figure=collected'],
      ['/audit', '/checks/log-ins'],
    ] as const) {
      await page.goto(old)
      await page.locator('h1').first().waitFor()
      const { pathname, search } = new URL(page.url())
      expect(pathname + search).toBe(now)
    }
    // By key, too.
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.waitForURL('**/today')
    expect(faults.found).toEqual([])
    await context.close()
  })
})

async function garageId(page: Page): Promise<string> {
  return (await call<{ id: string }>(page, 'GET', '/api/workshops/me')).id
}

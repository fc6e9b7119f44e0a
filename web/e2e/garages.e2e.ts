import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Joins a garage with its code, and is in it then. */
async function join(page: Page, code: string) {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Join with a code' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Invite code').fill(code)
  await dialog.getByRole('button', { name: 'Join the garage' }).click()
}

/** What the links of a job's papers answer, as the browser opens them. */
async function opened(page: Page, jobId: string) {
  await page.goto(`/jobs/${jobId}?tab=money`)
  const link = page.getByRole('link', { name: 'View the job card' }).filter({ visible: true })
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()])
  await tab.close()
  const answer = await page.request.get((await link.getAttribute('href')) ?? '')
  return { status: answer.status(), type: answer.headers()['content-type'] }
}

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('a manager joins a second garage; each tab, and each paper opened from it, stays in its own', async () => {
    const first = await newGarage(browser, { size })
    const second = await newGarage(browser, { size })
    const { page, context } = first.manager
    const { id: here } = await newJob(page)
    const { id: workshopId } = await call<{ id: string }>(second.owner.page, 'GET', '/api/workshops/me')
    await call(second.owner.page, 'PUT', `/api/workshops/${workshopId}`, { name: 'Khan Tyres' })
    const { code } = await call<{ code: string }>(
      second.owner.page,
      'POST',
      `/api/workshops/${workshopId}/invite-codes`,
    )
    await page.goto('/jobs')

    // A code that does not exist is said at its field; the right one leads into the garage.
    const other = await context.newPage()
    await join(other, 'ZZZZ2222')
    await other.getByRole('dialog').getByRole('alert').waitFor()
    if (size === 'phone') await join(other, code)
    else {
      // As whoever opens the link that the owner sent.
      await other.goto(`/register?code=${code}`)
      await other.getByText('You are logged in as Arjun Naik').waitFor()
      await other.getByRole('button', { name: 'Join as Arjun Naik' }).click()
    }
    await other
      .getByRole('button', { name: /^Khan Tyres, other garages/ })
      .filter({ visible: true })
      .waitFor()
    const { id: there } = await newJob(other, { vehicle_number: 'MH14XY0007' })
    await other.goto('/jobs')
    await other.getByText('MH14XY0007').filter({ visible: true }).first().waitFor()
    expect(await other.getByText('MH12AB1234').count()).toBe(0)

    // The first tab is where it was, also after a reload, and its papers are of its garage.
    await page.reload()
    await page.getByText('MH12AB1234').filter({ visible: true }).first().waitFor()
    await page
      .getByRole('button', { name: /^Rao Motors, other garages/ })
      .filter({ visible: true })
      .waitFor()
    const isPaper = { status: 200, type: 'application/pdf' }
    expect(await opened(page, here)).toEqual(isPaper)
    expect(await opened(other, there)).toEqual(isPaper)

    // Neither garage has papers of the other; a link to one leads into its garage.
    await page.goto(`/jobs/${there}?tab=money`)
    await page.getByText('This garage does not have it.').waitFor()
    await page.getByRole('button', { name: 'Open it in Khan Tyres' }).click()
    await page.getByRole('heading', { name: 'MH14XY0007', level: 1 }).waitFor()
    expect(new URL(page.url()).search).toBe('?tab=money')
    await page.goto('/jobs/0123456789abcdef0123456789abcdef')
    await page.getByText('This job was not found').waitFor()
    expect([...first.manager.faults.found]).toEqual([])
    for (const person of [first.owner, first.manager, second.owner, second.manager])
      await person.context.close()
  })

  test('an owner sees his garages side by side, each in its currency, and goes into one', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { page } = owner
    const { id } = await newJob(manager.page)
    const payment = { job_id: id, amount: 1500, payment_type: 'partial', payment_method: 'cash' }
    await call(manager.page, 'POST', '/api/payments', payment)
    const second = {
      name: 'Rao Tyres Dubai',
      phone: '+971501234567',
      currency: 'AED',
      timezone: 'Asia/Dubai',
    }
    await call(page, 'POST', '/api/workshops', { ...second, additional: true })

    for (const path of ['/today', '/reports', '/money']) {
      await page.goto(path)
      await page.getByRole('link', { name: 'All garages' }).waitFor()
    }
    await page.getByRole('link', { name: 'All garages' }).click()
    const garages = page.getByRole('list', { name: 'Garages' }).getByRole('listitem')
    const pune = garages.filter({ hasText: 'Rao Motors' })
    const dubai = garages.filter({ hasText: 'Rao Tyres Dubai' })
    await expect.poll(() => pune.getByText('₹4,000').count()).toBe(1)
    await expect.poll(() => dubai.getByText('AED\u00a00').count()).toBe(5)
    await expect.poll(() => pune.getByText('₹1,500').count()).toBe(3)
    expect(await dubai.getByText('₹').count()).toBe(0)
    await dubai.getByText('Open now').waitFor()
    for (const width of size === 'phone' ? [360, 768, 1180] : [1024, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await settle(page)
      expect(await lookAt(page), `at ${width}`).toEqual([])
    }

    await page.getByRole('button', { name: 'Go to Rao Motors' }).click()
    await page.waitForURL('**/today')
    await page
      .getByRole('button', { name: /^Rao Motors, other garages/ })
      .filter({ visible: true })
      .waitFor()
    await page.goto('/jobs')
    await page.getByText('MH12AB1234').filter({ visible: true }).first().waitFor()
    expect(owner.faults.found).toEqual([])
    for (const person of [owner, manager]) await person.context.close()
  })
})

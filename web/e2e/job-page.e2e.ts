import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TASKS } from './counted.ts'
import { countTaps } from './hand.ts'
import { call, chooseMore, launch, newGarage, newJob, openMore, openPart, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('the owner writes off a part and then the rest; a manager is not offered it', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { id } = await newJob(manager.page)
    const { remaining_amount: owed } = await call<{ remaining_amount: number }>(
      owner.page,
      'GET',
      `/api/jobs/${id}`,
    )
    const { page } = owner
    await page.goto(`/jobs/${id}`)
    const dialog = page.getByRole('dialog')
    await chooseMore(page, 'Write off')

    // Nothing goes without a reason, nor more than is outstanding.
    await dialog.getByRole('button', { name: /^Write off/ }).click()
    await dialog.getByText('Enter the reason.').waitFor()
    await dialog.getByLabel('Reason').fill('The customer has moved away')
    await dialog.getByLabel('Amount').fill(String(owed + 1))
    await dialog.getByRole('button', { name: /^Write off/ }).click()
    await dialog.getByText(/^Only .* is outstanding\.$/).waitFor()

    await dialog.getByLabel('Amount').fill('500')
    await dialog.getByRole('button', { name: 'Write off ₹500' }).click()
    await dialog.waitFor({ state: 'detached' })
    await openPart(page, 'History')
    await page.getByText('₹500 written off: The customer has moved away').waitFor()
    // On paper, which has no tabs, stand all parts.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    for (const part of ['Work', 'Labour and parts', 'Money', 'Payments', 'Timeline'])
      expect(await page.getByRole('heading', { name: part, exact: true }).count(), part).toBe(1)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))

    // What is offered now is all the rest.
    await chooseMore(page, 'Write off')
    await dialog.getByLabel('Reason').fill('The rest, too')
    await dialog.getByRole('button', { name: /^Write off ₹/ }).click()
    await dialog.waitFor({ state: 'detached' })
    await openMore(page)
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Write off' }).count()).toBe(0)
    const job = await call<{ remaining_amount: number; written_off_amount: number; total_paid: number }>(
      page,
      'GET',
      `/api/jobs/${id}`,
    )
    expect(job).toMatchObject({ remaining_amount: 0, written_off_amount: owed, total_paid: 0 })

    const other = await newJob(manager.page)
    await manager.page.goto(`/jobs/${other.id}`)
    await manager.page.getByText('Outstanding', { exact: true }).waitFor()
    await openMore(manager.page)
    await manager.page.getByRole('menuitem', { name: 'Cancel job' }).waitFor()
    expect(await manager.page.getByRole('menuitem', { name: 'Write off' }).count()).toBe(0)
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
  })
})

test('an edit and what is noted of a customer are put back by the button or by z', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'desktop' })
  const { page, faults } = manager
  const { id, customer_id } = (await newJob(page)) as { id: string; customer_id: string }
  const job = () =>
    call<{ internal_notes: string | null; estimated_amount: number }>(page, 'GET', `/api/jobs/${id}`)
  const dialog = page.getByRole('dialog')
  await page.goto(`/jobs/${id}`)
  const before = await job()
  await chooseMore(page, 'Edit')
  await dialog.getByLabel('Estimate').fill('7000')
  await dialog.getByRole('button', { name: 'Save change' }).click()
  await page.getByText('Job changed').waitFor()
  await page.getByText('Estimate raised from').waitFor()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByText('Taken back: estimate raised from').waitFor()
  await expect.poll(async () => (await job()).estimated_amount).toBe(before.estimated_amount)

  // Somebody else was there meanwhile: nothing is put back, and it says why.
  await chooseMore(page, 'Edit')
  await dialog.getByLabel('Estimate').fill('8000')
  await dialog.getByRole('button', { name: 'Save change' }).click()
  await page.getByText('Job changed').waitFor()
  await call(owner.page, 'PUT', `/api/jobs/${id}`, { worker_assigned: 'Ganesh' })
  await page.keyboard.press('z')
  await page.getByText('Somebody changed this job meanwhile').waitFor()
  expect((await job()).estimated_amount).toBe(8000)

  await page.goto(`/customers/${customer_id}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  await dialog.getByLabel('Notes').fill('Pays by the month')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Customer changed').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Pays by the month').waitFor()
  await page.keyboard.press('z')
  await page.getByText('Pays by the month').waitFor({ state: 'detached' })
  const customer = await call<{ notes: string | null }>(page, 'GET', `/api/customers/${customer_id}`)
  expect(customer.notes).toBeNull()
  expect(faults.found).toEqual([])
  await owner.context.close()
  await manager.context.close()
})

test('a job opens from its row while its answer is on the way, and a message stands among its messages', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page, context, faults } = manager
  const { id } = await newJob(page)
  const { customer_id: customerId } = await call<{ customer_id: string }>(page, 'GET', `/api/jobs/${id}`)
  await call(page, 'PATCH', `/api/customers/${customerId}`, { language: 'hi' })
  await context.route('https://wa.me/**', (route) => route.fulfill({ body: 'WhatsApp' }))
  await page.goto('/jobs?view=list')
  let answer = () => {}
  const isAsked = new Promise<void>((asked) => {
    void page.route(`**/api/jobs/${id}`, async (route) => {
      asked()
      await new Promise<void>((later) => {
        answer = later
      })
      await route.continue()
    })
  })
  await page.getByRole('link', { name: /MH12AB1234/ }).click()
  await isAsked
  await page.getByRole('heading', { name: 'MH12AB1234', level: 1 }).waitFor()
  await page.getByText('₹4,000').first().waitFor()
  await page.getByRole('button', { name: 'Start work' }).waitFor()
  await openPart(page, 'History')
  expect(await page.getByText(/Job started/).count()).toBe(0)
  answer()
  await page.getByText(/Job started/).waitFor()
  // Back leads through the parts, and then to the list.
  await page.goBack()
  await page.getByText('Taken in', { exact: true }).waitFor()

  const chat = context.waitForEvent('page')
  await page.getByRole('button', { name: 'WhatsApp' }).click()
  await (await chat).waitForURL('https://wa.me/**')
  const text = new URL((await chat).url()).searchParams.get('text')
  // In his language, in the words of the messages.
  expect(text).toContain('आपकी Maruti Swift (MH12AB1234) हमारे पास जमा हो गई है')
  await (await chat).close()
  await openPart(page, 'Messages')
  await page.getByRole('list', { name: 'Messages about this job' }).getByText('Draft opened').waitFor()
  expect(faults.found.filter((fault) => !fault.includes('wa.me'))).toEqual([])
  await context.close()
  await owner.context.close()
})

test('on a job the owner confirms at one press and takes it back; what went back and what is cancelled says so', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  const paid = { job_id: id, amount: 500, payment_type: 'advance', method: 'upi' }
  await call(manager.page, 'POST', '/api/payments', paid)
  await owner.page.goto(`/jobs/${id}?tab=money`)
  await owner.page.getByRole('button', { name: /^Confirm ₹500/ }).click()
  await owner.page.getByRole('button', { name: /^Undo/ }).click()
  await owner.page.getByRole('button', { name: /^Confirm ₹500/ }).waitFor()
  const [payment] = await call<{ verdict: string }[]>(owner.page, 'GET', `/api/payments?job_id=${id}`)
  expect(payment?.verdict).toBe('pending')

  // What is paid comes first: the refund, which then stands among the payments.
  const { page } = manager
  await page.goto(`/jobs/${id}?tab=money`)
  await chooseMore(page, 'Cancel job')
  const dialog = page.getByRole('dialog')
  const refund = page.getByRole('dialog', { name: /^Refund/ })
  const refundAll = async () => {
    await dialog.getByText(/^₹500 is paid on this job/).waitFor()
    await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
    await refund.getByRole('radio', { name: 'UPI' }).click()
    await refund.getByLabel('Reason').fill('The customer changed their mind')
    await refund.getByRole('button', { name: 'Refund ₹500' }).click()
    await refund.waitFor({ state: 'detached' })
  }
  await refundAll()
  // A refund that was a mistake is taken back as a payment is.
  await page.getByText('₹500 UPI refunded').waitFor()
  await page.keyboard.press('z')
  await refundAll()
  // Then it goes on where it was stopped.
  await dialog.getByRole('button', { name: 'Too expensive' }).click()
  await dialog.getByRole('button', { name: 'Cancel job' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.locator('header').getByText('Cancelled', { exact: true }).waitFor()
  const list = page.locator('section', { hasText: 'Payments and refunds' })
  await expect.poll(() => list.getByText('-₹500').count()).toBe(2)
  await page.goto('/jobs?view=list&show=all')
  await page.getByRole('link', { name: /MH12AB1234.*Cancelled/ }).waitFor()
  expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
  await manager.context.close()
  await owner.context.close()
})

// All tasks are counted by `make taps`.
const HELD = [
  'The whole balance in cash, Today, the car that is ready',
  'Bill and share, the job',
  'Confirm one payment, Today',
]

test.each(TASKS.filter(({ task, from }) => HELD.includes(`${task}, ${from}`)))(
  '$task, from $from, takes no more taps than it may',
  async (task) => {
    expect((await countTaps(browser, task)).length).toBeLessThanOrEqual(task.target ?? 0)
  },
)

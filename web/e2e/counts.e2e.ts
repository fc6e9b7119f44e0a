import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob, type Size } from './people.ts'

// Cash changes hands by two counts: each is made without a word of the other, and both see both afterwards.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** A garage that counts, with 6,000 in cash with its manager. */
async function newCountingGarage(size: Size) {
  const garage = await newGarage(browser, { size })
  const { owner, manager } = garage
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, { blind_counts: true })
  const { id } = await newJob(manager.page, { estimated_amount: 6000 })
  const paid = { job_id: id, amount: 6000, payment_type: 'final', method: 'cash' }
  await call(manager.page, 'POST', '/api/payments', paid)
  return garage
}

const SHOTS = process.env.REVOPS_SHOTS

/** Looks that nothing is cut off or too small to press; keeps a picture where one is asked for. */
async function look(page: Page, name: string) {
  await settle(page)
  expect(await lookAt(page), name).toEqual([])
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

test.each(['phone', 'desktop'] as const)(
  'the manager counts, the owner counts otherwise, both see, the difference is booked, all is reversed: %s',
  async (size) => {
    const { owner, manager } = await newCountingGarage(size)
    await manager.page.goto('/today')
    await look(manager.page, `manager-today-${size}`)
    expect(await manager.page.getByText('Cash in hand').count()).toBe(0)
    await manager.page.getByRole('link', { name: 'Count and hand over' }).click()
    await manager.page.getByLabel('Pieces of ₹500').fill('11')
    await manager.page.getByLabel('Pieces of ₹500').press('Enter')
    await manager.page.getByLabel('Pieces of ₹200').press('Enter')
    await manager.page.getByLabel('Pieces of ₹100').fill('5')
    await look(manager.page, `manager-counts-${size}`)
    // What was typed survives a reload, and no figure of the books is anywhere.
    await manager.page.waitForTimeout(400)
    await manager.page.reload()
    await manager.page.getByRole('button', { name: 'Hand over ₹6,000' }).click()
    await manager.page.getByRole('link', { name: '₹6,000' }).waitFor()

    await owner.page.goto('/money/cash')
    await owner.page.getByText('To count').waitFor()
    await look(owner.page, `owner-to-receive-${size}`)
    await owner.page.getByRole('link', { name: 'Count cash from Arjun Naik' }).click()
    await owner.page.getByLabel('Pieces of ₹500').fill('11')
    await owner.page.getByLabel('Pieces of ₹100').fill('3')
    expect(await owner.page.getByText('₹6,000').count()).toBe(0)
    await look(owner.page, `owner-counts-${size}`)
    await owner.page.getByRole('button', { name: 'Received ₹5,800' }).click()
    await owner.page.getByText('The counts differ').waitFor()
    await owner.page.getByText('₹200 is still with Arjun Naik.').waitFor()
    await look(owner.page, `owner-compares-${size}`)
    await manager.page.goto('/money/cash')
    await manager.page.getByRole('link', { name: '₹5,800' }).click()
    await manager.page.getByText('The counts differ').waitFor()
    await look(manager.page, `manager-compares-${size}`)

    await owner.page.getByRole('button', { name: 'Book ₹200 as cash difference' }).click()
    const dialog = owner.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Torn or false note' }).click()
    if (SHOTS) await owner.page.screenshot({ path: `${SHOTS}/owner-books-${size}.png` })
    await dialog.getByRole('button', { name: 'Book the difference' }).click()
    await owner.page.getByText('booked as cash difference: Torn or false note').waitFor()
    const cash = () => call<{ cash_in_hand: number }[]>(owner.page, 'GET', '/api/managers')
    expect((await cash())[0]?.cash_in_hand).toBe(0)

    await owner.page.getByRole('button', { name: 'Received by mistake' }).click()
    await dialog.getByRole('button', { name: 'Counted wrong' }).click()
    await dialog.getByRole('button', { name: 'Reverse', exact: true }).click()
    await owner.page
      .getByText(/^Reversed /)
      .first()
      .waitFor()
    await look(owner.page, `owner-reversed-${size}`)
    expect((await cash())[0]?.cash_in_hand).toBe(6000)
    await owner.page.goto('/checks/log-ins')
    await owner.page.getByText('reversed a hand-over that was received by mistake').waitFor()
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
    for (const { context } of [owner, manager]) await context.close()
  },
)

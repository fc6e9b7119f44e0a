import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob } from './people.ts'

// The garage's cash: up to where a manager may hold it, the owner's word, a count that nobody can go past, and the end
// of the day.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const SHOTS = process.env.REVOPS_SHOTS

/** Looks that nothing is cut off or too small to press; keeps a picture where one is asked for. */
async function look(page: Page, name: string) {
  await settle(page)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/custody-${name}.png`, fullPage: true })
  expect(await lookAt(page), name).toEqual([])
}

test.each(['phone', 'desktop'] as const)(
  'limits, the owner’s word, a surprise count, the end of the day: %s',
  async (size) => {
    const { owner, manager } = await newGarage(browser, { size })
    const { page } = owner
    await page.goto('/trust/cash')
    await page.getByLabel('Cash in hand, at most').fill('1000')
    await page.getByText('Beyond a limit, more cash needs my permission').click()
    await page.getByLabel('Everybody counts at the end of the day, by').fill('23:59')
    await look(page, `settings-${size}`)
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.getByText('Saved').waitFor()

    const { id } = await newJob(manager.page, { estimated_amount: 6000 })
    const cash = { job_id: id, payment_type: 'partial', method: 'cash' }
    await call(manager.page, 'POST', '/api/payments', { ...cash, amount: 1200 })
    await manager.page.goto('/money/cash')
    await manager.page.getByText('You hold more cash, or for longer, than you may: up to ₹1,000.').waitFor()
    await look(manager.page, `manager-over-${size}`)
    await manager.page.getByRole('button', { name: 'Hand over the oldest ₹1,200' }).click()
    await manager.page.getByRole('button', { name: 'Hand over ₹1,200', exact: true }).waitFor()

    await page.goto('/trust')
    await page.getByText('Over the limit').waitFor()
    await look(page, `owner-trust-${size}`)
    await page.getByRole('button', { name: 'Allow more today' }).click()
    await page.getByRole('button', { name: 'Allow it today' }).click()
    await page.getByText('More is allowed today').waitFor()
    await call(manager.page, 'POST', '/api/payments', { ...cash, amount: 300 })

    await page.getByRole('button', { name: /^Count now/ }).click()
    await page.getByRole('button', { name: 'Ask for a count' }).click()
    await page.getByText(/^Counting, until/).waitFor()
    await manager.page.goto('/today')
    await manager.page.getByRole('heading', { name: 'Count your cash now' }).waitFor()
    await manager.page.reload()
    await manager.page.getByRole('heading', { name: 'Count your cash now' }).waitFor()
    await look(manager.page, `manager-count-${size}`)
    await manager.page.getByLabel('Pieces of ₹500').fill('2')
    await manager.page.getByLabel('Pieces of ₹200').fill('2')
    await manager.page.getByRole('button', { name: 'I counted ₹1,400' }).click()
    await manager.page.getByText('₹100 is missing.').waitFor()
    await look(manager.page, `manager-counted-${size}`)
    await manager.page.getByRole('button', { name: 'Back to work' }).click()
    await expect.poll(() => manager.page.getByRole('heading', { name: 'Counted' }).count()).toBe(0)

    await manager.page.goto('/money/cash')
    await manager.page.getByRole('link', { name: 'Close the day' }).click()
    await manager.page.getByLabel('Pieces of ₹500').fill('2')
    await manager.page.getByLabel('Pieces of ₹200').fill('2')
    await manager.page.getByRole('button', { name: 'Close the day with ₹1,400' }).click()
    await manager.page.getByText('₹100 is missing. Count again, or say why.').waitFor()
    await manager.page.getByLabel('Why it differs').fill('Wrong change given')
    await look(manager.page, `manager-day-${size}`)
    await manager.page.getByRole('button', { name: 'Close the day with ₹1,400' }).click()
    await manager.page.getByText(/^You closed this day/).waitFor()
    await look(manager.page, `manager-closed-${size}`)

    await page.goto('/trust')
    await page.getByText('₹100 missing').first().waitFor()
    await look(page, `owner-counts-${size}`)
    await page
      .getByRole('button', { name: /^Book the difference/ })
      .first()
      .click()
    await page.getByLabel('Why').fill('An honest mistake')
    await page.getByRole('button', { name: 'Book the difference' }).click()
    await page.getByText(/booked: An honest mistake/).waitFor()
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
    for (const { context } of [owner, manager]) await context.close()
  },
)

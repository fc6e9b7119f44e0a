import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settle } from './looks.ts'
import { demoPerson, launch, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const address = (page: Page) => new URL(page.url()).pathname + new URL(page.url()).search
const wayBack = (page: Page, to: string) =>
  page.locator('header').getByRole('link', { name: to, exact: true })

/** Scrolls down the list, as somebody reading it does, and says which job stands in the middle of the screen. */
async function readDown(page: Page): Promise<{ href: string; top: number }> {
  for (let turn = 0; turn < 6; turn++) {
    await page.evaluate(() => window.scrollBy(0, 400))
    await page.waitForTimeout(100)
  }
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('main li a[href^="/jobs/"]')]
    const row = rows.find((one) => one.getBoundingClientRect().top > window.innerHeight / 2)
    if (!row) throw new Error('No job in the middle of the screen')
    return { href: row.getAttribute('href') ?? '', top: row.getBoundingClientRect().top }
  })
}

/** Where a job stands on the screen now. */
const topOf = (page: Page, href: string) =>
  page.evaluate(
    (wanted) => document.querySelector(`main li a[href="${wanted}"]`)?.getBoundingClientRect().top ?? null,
    href,
  )

test.each(['phone', 'desktop'] as const satisfies Size[])(
  'on a %s the way back from a job leads to the list as it was left',
  async (size) => {
    const { page, context, faults } = await demoPerson(browser, 'owner', { size })
    await page.goto('/jobs')
    await settle(page)
    await page.getByRole('radio', { name: 'All jobs', exact: true }).click()
    await expect.poll(() => address(page)).toContain('show=all')
    const list = address(page)
    await settle(page)
    const { href, top } = await readDown(page)
    await page.locator(`main li a[href="${href}"]`).click()
    await page.waitForURL(`**${href}`)
    await page.getByText('Taken in', { exact: true }).waitFor()
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0)

    await wayBack(page, 'Jobs').click()
    await expect.poll(() => address(page)).toBe(list)
    await expect.poll(() => topOf(page, href)).toBeCloseTo(top, -1)

    // A page between them is passed by: the list was left only once.
    await page.locator(`main li a[href="${href}"]`).click()
    await page.waitForURL(`**${href}`)
    await page.locator('main a[href^="/team/"]').filter({ visible: true }).first().click()
    await expect.poll(() => address(page)).not.toBe(href)
    await page.goBack()
    await page.waitForURL(`**${href}`)
    await wayBack(page, 'Jobs').click()
    await expect.poll(() => address(page)).toBe(list)
    await expect.poll(() => topOf(page, href)).toBeCloseTo(top, -1)

    // Whoever opened the job by its address has left no list.
    await page.goto(href)
    await wayBack(page, 'Jobs').click()
    await expect.poll(() => address(page)).toBe('/jobs')
    expect(faults.found).toEqual([])
    await context.close()
  },
)

test('the way back from the entries of a figure keeps the period of the reports', async () => {
  const { page, context } = await demoPerson(browser, 'owner', { size: 'desktop' })
  await page.goto('/reports')
  await page.getByRole('radio', { name: '90 days', exact: true }).click()
  await settle(page)
  const reports = address(page)
  expect(reports).not.toBe('/reports')
  await page.getByRole('link', { name: /^How Revenue is made up: ₹/ }).click()
  await page.getByRole('heading', { name: 'Revenue', level: 1 }).waitFor()
  await wayBack(page, 'Reports').click()
  await expect.poll(() => address(page)).toBe(reports)
  expect(await page.getByRole('radio', { name: '90 days', exact: true }).isChecked()).toBe(true)
  await context.close()
})

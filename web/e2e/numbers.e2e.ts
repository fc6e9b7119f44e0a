import { buffer } from 'node:stream/consumers'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, dayOfGarage, demoPerson, launch, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Dashboard {
  total_jobs: number
  total_revenue: number
  total_collected: number
  outstanding_credits: number
  manager_performance: { manager_id: string; name: string }[]
  ageing: { bucket: string; amount: number; jobs: number }[]
}

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })
const money = (amount: number) => rupees.format(amount).replace(/\.00$/, '')
const dashboard = (page: Page, query: URLSearchParams) =>
  call<Dashboard>(page, 'GET', `/api/analytics/dashboard?${query}`)

/** The tile of a figure; its name is the label, the figure and the note. */
const tile = (page: Page, label: string, figure: string) =>
  page.getByRole('link', { name: new RegExp(`^How ${label} is made up: ${figure}( |$)`) })

const bytesOf = async (file: Download) => buffer(await file.createReadStream())

async function chooseDays(page: Page, from: string, to: string, manager?: string) {
  await page.getByRole('button', { name: /^Days and manager/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('First day').fill(from)
  await dialog.getByLabel('Last day').fill(to)
  if (manager) await dialog.getByLabel('Manager').selectOption({ label: manager })
  await dialog.getByRole('button', { name: 'Show' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Scrolls a list of any length to its end, where its sum stands. */
async function sumAtTheEnd(page: Page): Promise<string> {
  const end = page.getByText(/entries add up to/)
  await expect
    .poll(async () => {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      return end.count()
    })
    .toBe(1)
  return (await end.locator('xpath=following-sibling::*').textContent()) ?? ''
}

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('the figures of any period and manager are exact, and are made of entries that sum to them', async () => {
    const { page, context, faults } = await demoPerson(browser, 'owner', { size })
    const days = { from: dayOfGarage(13), to: dayOfGarage(1) }
    await page.goto('/reports')
    await chooseDays(page, days.from, days.to)
    const all = await dashboard(page, new URLSearchParams(days))
    await tile(page, 'Jobs', String(all.total_jobs)).waitFor()
    await tile(page, 'Revenue', money(all.total_revenue)).waitFor()
    expect(await tile(page, 'Revenue', money(all.total_revenue)).textContent()).toMatch(/the 13 days before/)

    // The address holds the period, so a reload shows the same; then one manager's part of it.
    await page.reload()
    await tile(page, 'Collected', money(all.total_collected)).waitFor()
    const manager = all.manager_performance[0]
    await chooseDays(page, days.from, days.to, manager?.name)
    const query = new URLSearchParams({ ...days, manager_id: manager?.manager_id ?? '' })
    const own = await dashboard(page, query)
    await tile(page, 'Collected', money(own.total_collected)).waitFor()

    await page.getByRole('link', { name: 'How Collected is made up' }).click()
    await page.getByRole('heading', { name: 'Collected', level: 1 }).waitFor()
    await expect.poll(() => page.getByTestId('sum').textContent()).toBe(money(own.total_collected))
    expect(await sumAtTheEnd(page)).toBe(money(own.total_collected))

    await page.getByLabel('Figure').selectOption({ label: 'Revenue' })
    await expect.poll(() => page.getByTestId('sum').textContent()).toBe(money(own.total_revenue))
    await expect.poll(() => sumAtTheEnd(page)).toBe(money(own.total_revenue))

    // An entry leads to its job.
    await page.evaluate(() => window.scrollTo(0, 0))
    await page
      .getByRole('list', { name: 'Entries' })
      .getByRole('link', { name: /started/ })
      .first()
      .click()
    await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
    expect(faults.found).toEqual([])
    await context.close()
  })

  test('an age of outstanding money opens the jobs that sum to it', async () => {
    const { page, context } = await demoPerson(browser, 'owner', { size })
    await page.goto('/reports')
    const { ageing } = await dashboard(page, new URLSearchParams())
    const bucket = ageing.find((one) => one.bucket === '8-30')
    expect(bucket?.amount).toBeGreaterThan(0)
    await page.getByRole('link', { name: /^8 to 30 days/ }).click()
    await page.waitForURL(/\/jobs\?.*outstanding=true/)
    const shown = new URL(page.url()).searchParams
    shown.set('limit', '200')
    const jobs = await call<{ remaining_amount: number }[]>(page, 'GET', `/api/jobs?${shown}`)
    expect(jobs.length).toBe(bucket?.jobs)
    expect(jobs.reduce((sum, job) => sum + job.remaining_amount, 0)).toBe(bucket?.amount)
    await page.getByRole('list', { name: 'Jobs' }).getByRole('link').first().waitFor()
    await context.close()
  })

  test('the business is taken along in Excel, while other pages are looked at', async () => {
    const { page, context, faults } = await demoPerson(browser, 'owner', { size })
    // A large garage's file takes a while; this one waits until its progress has been looked at.
    let look = () => {}
    const looked = new Promise<void>((done) => {
      look = done
    })
    await page.route('**/api/analytics/export?*', async (route) => {
      await looked
      await route.continue()
    })
    await page.goto('/reports?period=all')
    await page.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog')
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Make the Excel file' }).click()
    await dialog.getByRole('progressbar').waitFor()
    await dialog.getByRole('button', { name: 'Continue in the background' }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('link', { name: 'Jobs', exact: true }).filter({ visible: true }).first().click()
    look()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^revops-.+\.xlsx$/)
    const bytes = await bytesOf(file)
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    expect(bytes.length).toBeGreaterThan(10_000)
    await page.getByText(/^Saved as revops-.+\.xlsx$/).waitFor()
    expect(faults.found).toEqual([])
    await context.close()
  })

  test('an export is cancelled: nothing is saved, the server stops, and another can be made', async () => {
    const { page, context } = await demoPerson(browser, 'owner', { size })
    const downloads: string[] = []
    page.on('download', (file) => downloads.push(file.suggestedFilename()))
    await page.goto('/reports?period=all')
    await page.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog')
    const asked = page.waitForRequest(/\/api\/analytics\/export\?/)
    await dialog.getByRole('button', { name: 'Make the Excel file' }).click()
    const id = new URL((await asked).url()).searchParams.get('progress')
    // By keyboard, which need not wait to be no double tap: a quick machine is done by then.
    await dialog.getByRole('button', { name: 'Cancel export' }).press('Enter')
    await dialog.getByRole('button', { name: 'Make the Excel file' }).waitFor()
    // Cancelled, or given up before it had begun.
    await expect
      .poll(async () => {
        const answer = await page.request.get(`/api/analytics/exports/${id}`)
        return answer.ok() ? ((await answer.json()) as { state: string }).state : 'none'
      })
      .toMatch(/^(cancelled|none)$/)
    expect(downloads).toEqual([])

    await dialog.getByLabel('What to export').selectOption({ label: 'CSV, payments' })
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Make the CSV of payments' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^revops-payments-.+\.csv$/)
    expect((await bytesOf(file)).toString().split('\n').length).toBeGreaterThan(10)
    await context.close()
  })
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

test('a long timeline is read on to its beginning', async () => {
  const { manager } = await newGarage(browser, { size: 'phone' })
  const { page, context } = manager
  const { id } = await newJob(page)
  for (let number = 1; number <= 120; number++) {
    await call(page, 'PUT', `/api/jobs/${id}`, { internal_notes: `note ${number} of the day` })
  }
  await page.goto(`/jobs/${id}?tab=history`)
  await page.getByRole('button', { name: 'Show 42 more' }).click()
  const told = page.locator('ol li', { hasText: 'of the day' })
  await expect.poll(() => told.count()).toBe(50)
  const earlier = page.getByRole('button', { name: 'Show earlier' })
  await earlier.click()
  await expect.poll(() => told.count()).toBe(100)
  expect(await page.getByText(/Job started/).count()).toBe(0)
  await earlier.click()
  await page.getByText(/Job started/).waitFor()
  await expect.poll(() => told.count()).toBe(120)
  expect(await earlier.count()).toBe(0)
  await context.close()
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const status = async (page: Page, id: string) =>
  (await call<{ status: string }>(page, 'GET', `/api/jobs/${id}`)).status

test('on a desktop a job is dragged to its next status, and one that may not go there comes back', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'desktop' })
  const { page } = manager
  const { id } = await newJob(page)
  await page.goto('/jobs?view=board')
  const card = page.getByRole('listitem').filter({ hasText: 'MH12AB1234' })
  await card.dragTo(page.getByRole('region', { name: 'In progress' }))
  await expect.poll(() => status(page, id)).toBe('in_progress')
  await page.getByRole('region', { name: 'In progress' }).getByText('MH12AB1234').waitFor()

  // Somebody else closes the job meanwhile: the move is refused and the card stands where the server says.
  await call(owner.page, 'PUT', `/api/jobs/${id}`, { status: 'completed' })
  await call(owner.page, 'PUT', `/api/jobs/${id}`, { status: 'closed' })
  await page.getByRole('button', { name: /^Move MH12AB1234/ }).click()
  await page.getByRole('menuitem', { name: 'Parts awaited' }).click()
  await page.locator('[data-sonner-toast]').first().waitFor()
  expect(await status(page, id)).toBe('closed')
  await manager.context.close()
  await owner.context.close()
})

test('on a phone a job is moved from its menu', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page } = manager
  const { id } = await newJob(page)
  await page.goto('/jobs?view=board&status=pending')
  await page.getByRole('button', { name: /^Move MH12AB1234/ }).click()
  await page.getByRole('menuitem', { name: 'In progress' }).click()
  await expect.poll(() => status(page, id)).toBe('in_progress')
  await manager.context.close()
  await owner.context.close()
})

test('search answers while one types, and Back brings the list back', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page } = manager
  await newJob(page)
  await newJob(page, { vehicle_number: 'KA05MN2020', customer_name: 'Latha Iyer' })
  await page.goto('/jobs')
  await page.getByText('MH12AB1234').waitFor()
  await page.getByRole('textbox', { name: 'Search jobs' }).fill('lath')
  await page.getByText('KA05MN2020').waitFor()
  await page.getByText('MH12AB1234').waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.get('q')).toBe('lath')
  await page.goBack()
  await page.getByText('MH12AB1234').waitFor()
  await manager.context.close()
  await owner.context.close()
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPerson, launch, pause } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const CHARTS = /\/assets\/charts-.*\.js$/
const loads = (page: Page) => page.evaluate(() => performance.getEntriesByType('navigation').length)

/** The charts are gone from the server, as after an upgrade. */
const loseCharts = (page: Page) =>
  page.route(CHARTS, (route) => route.fulfill({ status: 404, body: 'not found' }))

test('a part that cannot be loaded takes only its place, and comes when one tries again', async () => {
  const { page, context, faults } = await demoPerson(browser, 'owner', { size: 'desktop' })
  await loseCharts(page)
  await page.goto('/reports')
  await page.getByText('This part did not load').first().waitFor()
  // The figures and everything else stand.
  await page.getByRole('link', { name: /^How Revenue is made up: ₹/ }).waitFor()
  await page.getByRole('heading', { name: 'Managers', exact: true }).waitFor()
  expect(await loads(page)).toBe(1)

  await page.unroute(CHARTS)
  const again = page.getByRole('button', { name: 'Try again' })
  expect(await again.count()).toBeGreaterThan(0)
  // One by one, also those that say so only now.
  await expect
    .poll(
      async () => {
        await pause(page)
        if ((await again.count()) > 0) await again.first().click()
        return again.count()
      },
      { interval: 500 },
    )
    .toBe(0)
  await page.locator('.recharts-area').first().waitFor()
  // In its place: nothing else of the page went.
  expect(await loads(page)).toBe(1)
  expect(faults.found).toEqual([])
  await context.close()
})

test('when a part is gone because there is a new version, that is opened by itself, once', async () => {
  const { page, context } = await demoPerson(browser, 'owner', { size: 'desktop', serviceWorkers: 'allow' })
  await page.goto('/reports', { waitUntil: 'networkidle' })
  await page.evaluate(() => navigator.serviceWorker.ready)
  // The page is of the version before: the server names another one.
  await context.route(/\/index\.html\?asked=/, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/index-newer.js">' }),
  )
  let lost = 0
  await context.route(CHARTS, (route) => {
    lost += 1
    return route.fulfill({ status: 404, body: 'not found' })
  })
  await page.reload()
  const renewed = () => page.evaluate(() => sessionStorage.getItem('revops:renewed'))
  await expect.poll(renewed).toMatch(/^\/assets\/index-/)
  // The second time nothing is gained by another one: the part says so, and the figures stand.
  await page.getByText('This part did not load').first().waitFor()
  await page.getByRole('link', { name: /^How Revenue is made up: ₹/ }).waitFor()
  expect(lost).toBeGreaterThan(1)
  await context.close()
})

test('without the toaster the app stands, and who is not logged out is told all the same', async () => {
  const { page, context } = await demoPerson(browser, 'owner', { size: 'desktop' })
  const toaster = new Set<string>()
  // Neither the toaster nor what shows its news: the one is told by its name, the other by what is in it.
  await page.route(/\/assets\/(toaster|dist)-.*\.js$/, async (route) => {
    const answer = await route.fetch()
    const isToaster =
      /\/toaster-/.test(route.request().url()) || (await answer.text()).includes('data-sonner')
    if (!isToaster) return route.fulfill({ response: answer })
    toaster.add(route.request().url())
    return route.fulfill({ status: 404, body: 'not found' })
  })
  await page.goto('/reports')
  await page.getByText('This part did not load').first().waitFor()
  expect(toaster.size).toBeGreaterThan(0)
  await page.getByRole('link', { name: /^How Revenue is made up: ₹/ }).waitFor()

  await page.route('**/api/auth/logout', (route) => route.abort())
  const told = new Promise<string>((tell) =>
    page.on('dialog', (dialog) => {
      tell(dialog.message())
      void dialog.accept()
    }),
  )
  await page.getByRole('button', { name: /^Me: / }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  expect(await told).toMatch(/^No connection to the server/)
  await context.close()
})

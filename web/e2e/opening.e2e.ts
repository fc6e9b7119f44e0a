import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, newGarage } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Where the heading stands on the screen, and what it says; without its width, which is its line's before the app. */
async function heading(page: Page) {
  return page.evaluate(() => {
    const seen = [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility())
    return seen.map((one) => {
      const { x, y, height } = one.getBoundingClientRect()
      return { says: one.textContent, x, y, height }
    })
  })
}

/** Waits until a browser would paint: all of the page is read, its styles and its fonts are there. */
async function drawn(page: Page) {
  await page.waitForFunction(() => {
    const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')]
    return document.readyState !== 'loading' && sheets.length > 0 && sheets.every(({ sheet }) => sheet)
  })
  await page.evaluate(() => document.fonts.ready)
}

test.each([
  ['owner', 'phone', 'Today'],
  ['owner', 'desktop', 'Today'],
  ['manager', 'phone', 'Today'],
] as const)('what opens for the %s on a %s is where the app will be', async (who, size, title) => {
  // A garage of its own: what others do there is told above the page, and moves it.
  const garage = await newGarage(browser, { size })
  const { page } = garage[who]
  // Once, so that the device knows whose it is.
  await page.goto('/today')
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()

  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(/\/assets\/index-.*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/today', { waitUntil: 'commit' })
  await drawn(page)
  await page.locator('h1', { hasText: title }).waitFor()
  expect(await page.getByRole('heading').count()).toBe(0) // not of the app yet
  const before = await heading(page)
  expect(before.map(({ says }) => says)).toEqual([title])

  letGo()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await drawn(page)
  expect(await heading(page)).toEqual(before)
  await Promise.all([garage.owner.context.close(), garage.manager.context.close()])
})

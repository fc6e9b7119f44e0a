import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, demoPerson, launch, newPerson, SIZES, type Size, type Theme } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const OWNER = [
  '/dashboard',
  '/jobs',
  '/jobs?view=board',
  '/payments',
  '/settlements',
  '/documents',
  '/managers',
  '/entries?figure=collected',
  '/audit',
  '/settings',
]
const MANAGER = ['/dashboard', '/jobs', '/jobs/new', '/payments', '/settlements', '/documents', '/settings']
const VISITOR = ['/', '/login', '/register', '/register?code=ABCD2345', '/reset-password', '/no-such-page']

/** Waits until all that the page shows has come. */
async function settle(page: Page) {
  await page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('[aria-busy=true], .animate-pulse'),
  )
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** What no page may have, as it is looked at now. */
async function check(page: Page): Promise<string[]> {
  await settle(page)
  const wrong: string[] = []
  // There are no frames, so that one run in the page says it all.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  for (const { id, impact, nodes } of violations) {
    if (impact !== 'serious' && impact !== 'critical') continue
    const where = nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`)
    wrong.push(`${id}: ${where.join(' | ')}`)
  }
  const over = await sideways(page)
  if (over > 0) wrong.push(`scrolls sideways by ${over} px`)
  const headings = await page.locator('h1').count()
  if (headings !== 1) wrong.push(`has ${headings} first headings`)
  return wrong
}

/** Opens each page, and says what is wrong with it; the phone is then made as narrow as any. */
async function checkAll({ page, faults }: Person, paths: string[], size: Size) {
  const wrong: string[] = []
  for (const path of paths) {
    await page.goto(path)
    wrong.push(...(await check(page)).map((what) => `${path} ${what}`))
    if (size === 'desktop') continue
    await page.setViewportSize(NARROWEST)
    // A chart takes its new size a moment after the page.
    const over = await expect
      .poll(() => sideways(page), { timeout: 5000 })
      .toBe(0)
      .then(
        () => 0,
        () => sideways(page),
      )
    if (over > 0) wrong.push(`${path} scrolls sideways by ${over} px on the narrowest phone`)
    await page.setViewportSize(SIZES.phone.viewport)
  }
  expect([...wrong, ...faults.found]).toEqual([])
}

type Person = Awaited<ReturnType<typeof newPerson>>
const NARROWEST = { width: 360, height: 740 }

// Every page at both sizes and in both themes; all four pairs would say the same twice.
const LOOKS: [Size, Theme][] = [
  ['phone', 'dark'],
  ['desktop', 'light'],
]

describe.each(LOOKS)(
  'on a %s in the %s theme no page breaks a rule of accessibility or leaves the origin',
  (size, theme) => {
    test('as a visitor', async () => {
      const person = await newPerson(browser, { size, theme })
      await checkAll(person, VISITOR, size)
      await person.context.close()
    })

    test('as the owner', async () => {
      const person = await demoPerson(browser, 'owner', { size, theme })
      const [job] = await call<{ id: string; manager_id: string }[]>(person.page, 'GET', '/api/jobs?limit=1')
      const paths = [...OWNER, `/jobs/${job?.id}`, `/managers/${job?.manager_id}`, '/jobs/no-such-job']
      await checkAll(person, paths, size)
      await person.context.close()
    })

    test('as a manager', async () => {
      const person = await demoPerson(browser, 'manager1', { size, theme })
      const { page, context } = person
      const [job] = await call<{ id: string }[]>(page, 'GET', '/api/jobs?limit=1')
      await checkAll(person, [...MANAGER, `/jobs/${job?.id}`], size)
      const kept = await page.evaluate(() => ({ ...localStorage }))
      expect(kept).toEqual({ 'revops:theme': theme, 'revops:role': 'manager' })
      await context.close()
    })
  },
)

import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, demoPerson, launch, newPerson, type Size, type Theme } from './people.ts'

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
  '/settings',
]
const MANAGER = ['/dashboard', '/jobs', '/jobs/new', '/payments', '/settlements', '/documents', '/settings']
const VISITOR = ['/', '/login', '/register', '/register?code=ABCD2345', '/reset-password', '/no-such-page']

/** What no page may have, in the theme and at the size it is looked at. */
async function check(page: Page, path: string): Promise<string[]> {
  await page.goto(path, { waitUntil: 'networkidle' })
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
  const wrong: string[] = []
  const { violations } = await new AxeBuilder({ page }).analyze()
  for (const { id, impact, nodes } of violations) {
    if (impact !== 'serious' && impact !== 'critical') continue
    const where = nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`)
    wrong.push(`${path} ${id}: ${where.join(' | ')}`)
  }
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (sideways > 0) wrong.push(`${path} scrolls sideways by ${sideways} px`)
  const headings = await page.locator('h1').count()
  if (headings !== 1) wrong.push(`${path} has ${headings} first headings`)
  return wrong
}

// Every page at both sizes and in both themes; all four pairs would say the same twice.
const LOOKS: [Size, Theme][] = [
  ['phone', 'dark'],
  ['desktop', 'light'],
]

describe.each(LOOKS)(
  'on a %s in the %s theme no page breaks a rule of accessibility or leaves the origin',
  (size, theme) => {
    test('as a visitor', async () => {
      const { page, context, faults } = await newPerson(browser, { size, theme })
      const wrong: string[] = []
      for (const path of VISITOR) wrong.push(...(await check(page, path)))
      expect([...wrong, ...faults.found]).toEqual([])
      await context.close()
    })

    test('as the owner', async () => {
      const { page, context, faults } = await demoPerson(browser, 'owner', { size, theme })
      const [job] = await call<{ id: string; manager_id: string }[]>(page, 'GET', '/api/jobs?limit=1')
      const wrong: string[] = []
      for (const path of [
        ...OWNER,
        `/jobs/${job?.id}`,
        `/managers/${job?.manager_id}`,
        '/jobs/no-such-job',
      ]) {
        wrong.push(...(await check(page, path)))
      }
      expect([...wrong, ...faults.found]).toEqual([])
      await context.close()
    })

    test('as a manager', async () => {
      const { page, context, faults } = await demoPerson(browser, 'manager1', { size, theme })
      const [job] = await call<{ id: string }[]>(page, 'GET', '/api/jobs?limit=1')
      const wrong: string[] = []
      for (const path of [...MANAGER, `/jobs/${job?.id}`]) wrong.push(...(await check(page, path)))
      expect([...wrong, ...faults.found]).toEqual([])
      const kept = await page.evaluate(() => Object.keys(localStorage))
      expect(kept).toEqual(['revops:theme'])
      await context.close()
    })
  },
)

test('nothing scrolls sideways on the narrowest phone', async () => {
  const { page, context } = await demoPerson(browser, 'manager1', { size: 'phone' })
  await page.setViewportSize({ width: 360, height: 740 })
  for (const path of MANAGER) {
    await page.goto(path, { waitUntil: 'networkidle' })
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(sideways, path).toBe(0)
  }
  await context.close()
})

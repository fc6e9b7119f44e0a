import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, demoPerson, launch, newPerson, type Size, type Theme } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const OWNER = [
  '/today',
  '/more',
  '/reports',
  '/garages',
  '/garages/new',
  '/jobs',
  '/jobs?view=board',
  '/money',
  '/money/all',
  '/money/cash',
  '/money/bills',
  '/money/owes',
  '/money/owes?cars=shop',
  '/customers',
  '/vehicles',
  '/team',
  '/trust',
  '/trust/settings',
  '/checks',
  '/checks/entries?figure=collected',
  '/checks/log-ins',
  '/settings',
  '/settings/estimates',
  '/settings/inspections',
  '/settings/inspections/quick',
]
const MANAGER = [
  '/today',
  '/more',
  '/jobs',
  '/jobs/new',
  '/money/all',
  '/money/cash',
  '/money/bills',
  '/money/owes',
  '/settings',
]
const VISITOR = ['/', '/login', '/register', '/register?code=ABCD2345', '/reset-password', '/no-such-page']

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
  const headings = await page.locator('h1').count()
  if (headings !== 1) wrong.push(`has ${headings} first headings`)
  return wrong
}

/** Opens each page, and says what is wrong with it, there and at the other widths. */
async function checkAll({ page, faults }: Person, paths: string[], size: Size) {
  const wrong: string[] = []
  for (const path of paths) {
    await page.goto(path)
    wrong.push(...(await check(page)).map((what) => `${path} ${what}`))
    for (const width of WIDTHS[size]) {
      await page.setViewportSize({ width, height: 900 })
      await settle(page)
      wrong.push(...(await lookAt(page)).map((what) => `${path} at ${width}: ${what}`))
    }
  }
  wrong.push(...faults.found)
  expect(wrong, wrong.join('\n')).toEqual([])
}

type Person = Awaited<ReturnType<typeof newPerson>>
// With a finger phones and tablets in both positions, with a mouse laptops, also with larger letters, and desks. The
// last is that of the size itself, for the next page.
const WIDTHS: Record<Size, number[]> = {
  phone: [360, 768, 820, 1024, 1180, 1366, 390],
  desktop: [1024, 1180, 1366, 1440],
}

// Every page at both sizes and in both themes; all four pairs would say the same twice.
const LOOKS: [Size, Theme][] = [
  ['phone', 'dark'],
  ['desktop', 'light'],
]

describe.each(LOOKS)(
  'on a %s in the %s theme no page breaks a rule of accessibility, cuts words off or leaves the origin',
  (size, theme) => {
    test('as a visitor', async () => {
      const person = await newPerson(browser, { size, theme })
      await checkAll(person, VISITOR, size)
      await person.context.close()
    })

    test('as the owner', async () => {
      const person = await demoPerson(browser, 'owner', { size, theme })
      const [job] = await call<{ id: string; manager_id: string }[]>(person.page, 'GET', '/api/jobs?limit=1')
      const paths = [...OWNER, `/jobs/${job?.id}`, `/team/${job?.manager_id}`, '/jobs/no-such-job']
      await checkAll(person, paths, size)
      await person.context.close()
    })

    test('as a manager', async () => {
      const person = await demoPerson(browser, 'manager1', { size, theme })
      const { page, context } = person
      const [job] = await call<{ id: string }[]>(page, 'GET', '/api/jobs?limit=1')
      const parts = ['work', 'money', 'messages', 'history'].map((tab) => `/jobs/${job?.id}?tab=${tab}`)
      await checkAll(person, [...MANAGER, `/jobs/${job?.id}`, ...(size === 'phone' ? parts : [])], size)
      const kept = await page.evaluate(() => ({ ...localStorage }))
      expect(kept).toEqual({
        'revops:theme': theme,
        'revops:day': 'own',
        'revops:email': 'manager1@demo.example',
      })
      await context.close()
    })
  },
)

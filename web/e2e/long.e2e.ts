import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

// As long as people, cars and addresses get, and longer: also in one piece.
const NAME = 'Venkatanarasimharajuvaripeta Subrahmanyam Ramanathapuram'
const CAR = 'Mercedes-Benz S-Class Maybach S 680 4MATIC Extended Wheelbase Limited Edition 24'
const LINK = 'https://maps.example.com/workshops/pune/station-road/customers/venkatanarasimharajuvaripeta/12'
const AMOUNT = 12345678.5

/** A garage in which everything is long, and its job. Sums are longest where a currency has letters and three decimals. */
async function longGarage(size: Size) {
  const { owner, manager } = await newGarage(browser, { size })
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, {
    name: 'Shree Venkateshwara Multi-Brand Car Care, Denting and Painting Works',
    ...(size === 'phone' ? { currency: 'OMR' } : {}),
  })
  const { id } = await newJob(manager.page, {
    customer_name: NAME,
    car_model: CAR,
    work_description: `${NAME} ${LINK}`,
    parts_required: LINK,
    internal_notes: LINK,
    address: LINK,
    estimated_amount: AMOUNT * 2,
    advance_paid: AMOUNT,
  })
  await call(manager.page, 'POST', '/api/payments', {
    job_id: id,
    amount: 1234567.5,
    method: 'cash',
    payment_type: 'partial',
    notes: LINK,
  })
  return { owner, manager, id }
}

async function lookEverywhere(page: Page, paths: string[], widths: number[]) {
  const wrong: string[] = []
  for (const path of paths) {
    await page.goto(path)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await settle(page)
      wrong.push(...(await lookAt(page)).map((what) => `${path} at ${width}: ${what}`))
    }
  }
  return wrong
}

test.each([
  ['phone', [360, 768, 1024]],
  ['desktop', [1024, 1440]],
] as const)('on a %s long names, cars, links and sums wrap', async (size, widths) => {
  const { owner, manager, id } = await longGarage(size)
  const shared = [
    '/today',
    '/jobs',
    '/jobs?view=board',
    `/jobs/${id}`,
    '/money',
    '/money/cash',
    '/money/owes',
  ]
  expect(
    await lookEverywhere(
      owner.page,
      [...shared, '/reports', '/checks/entries?figure=revenue', '/customers', '/team'],
      [...widths],
    ),
  ).toEqual([])
  expect(await lookEverywhere(manager.page, shared, [...widths])).toEqual([])
  await manager.context.close()
  await owner.context.close()
})

test('the garage is named in the frame, and what is printed is dark ink without the menus', async () => {
  const { owner, manager, id } = await longGarage('desktop')
  const { page } = manager
  await page.goto(`/jobs/${id}`)
  await settle(page)
  const name = page.getByRole('link', { name: /^Shree Venkateshwara Multi-Brand Car Care/ })
  await name.waitFor()
  // In the rail its name leaves the places their room, and a mouse finds them as large as a finger does.
  await page.setViewportSize({ width: 1024, height: 700 })
  await settle(page)
  const heightOf = async (one: Locator) => (await one.boundingBox())?.height ?? 0
  expect(await heightOf(name)).toBeLessThan(140)
  expect(await heightOf(page.locator('aside').getByRole('link', { name: 'New job' }))).toBeGreaterThan(50)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ media: 'print' })
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)')
  const printed = await page.evaluate(() => {
    const seen = [...document.querySelectorAll('h1, h2, p, dt, dd, nav, aside, button')].filter((one) =>
      one.checkVisibility(),
    )
    return {
      paper: getComputedStyle(document.body).backgroundColor,
      inks: [...new Set(seen.map((one) => getComputedStyle(one).color))],
      menus: seen.filter((one) => one.matches('nav, aside, button')).map((one) => one.textContent),
    }
  })
  expect(printed.paper).toBe('rgb(255, 255, 255)')
  expect(printed.menus).toEqual([])
  // Dark enough to be read on paper: none of its three colours is a light one.
  const pale = printed.inks.filter((ink) =>
    (ink.match(/\d+/g) ?? []).slice(0, 3).every((part) => Number(part) > 110),
  )
  expect(pale).toEqual([])
  await manager.context.close()
  await owner.context.close()
})

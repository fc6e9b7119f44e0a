import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { call, demoPerson, launch, SIZES, type Size, type Theme } from './people.ts'

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures')

interface Picture {
  name: string
  who: 'owner' | 'manager1'
  size: Size
  path: (page: Page) => Promise<string> | string
}

const PICTURES: Picture[] = [
  { name: 'dashboard', who: 'owner', size: 'desktop', path: () => '/reports' },
  { name: 'board', who: 'owner', size: 'desktop', path: () => '/jobs?view=board' },
  { name: 'confirm', who: 'owner', size: 'desktop', path: () => '/money' },
  { name: 'job-phone', who: 'manager1', size: 'phone', path: jobWithMoneyOutstanding },
  { name: 'confirm-phone', who: 'owner', size: 'phone', path: () => '/money' },
  { name: 'today-phone', who: 'manager1', size: 'phone', path: () => '/today' },
]

async function jobWithMoneyOutstanding(page: Page): Promise<string> {
  const jobs = await call<{ id: string; total_paid: number; remaining_amount: number }[]>(
    page,
    'GET',
    '/api/jobs?sort=due_at',
  )
  const job =
    jobs.find(({ total_paid, remaining_amount }) => total_paid > 0 && remaining_amount > 0) ?? jobs[0]
  return `/jobs/${job?.id}`
}

/** The same garage on the page for visitors, small: their sizes are those that landing-page.tsx names. */
const LANDING = resolve(import.meta.dirname, '../src/shell/pictures')

test('the pictures of the landing page', async () => {
  mkdirSync(LANDING, { recursive: true })
  const browser = await launch()
  for (const [size, height] of [
    ['desktop', 900],
    ['phone', 620],
  ] as const) {
    const { page, context } = await demoPerson(browser, 'owner', { size, theme: 'dark' })
    await page.setViewportSize({ width: SIZES[size].viewport.width, height })
    await page.goto('/reports', { waitUntil: 'networkidle' })
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
    await page.waitForTimeout(500)
    const session = await context.newCDPSession(page)
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 75 })
    writeFileSync(`${LANDING}/dashboard-${size}.webp`, Buffer.from(data, 'base64'))
    await context.close()
  }
  await browser.close()
})

test('the pictures of the README', async () => {
  mkdirSync(FOLDER, { recursive: true })
  const browser = await launch()
  for (const { name, who, size, path } of PICTURES) {
    for (const theme of ['dark', 'light'] as const satisfies Theme[]) {
      const { page, context } = await demoPerson(browser, who, { size, theme })
      await page.goto(await path(page), { waitUntil: 'networkidle' })
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
      await page.waitForTimeout(500)
      await page.screenshot({ path: `${FOLDER}/${name}-${theme}.png` })
      await context.close()
    }
  }
  await browser.close()
})

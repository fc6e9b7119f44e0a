import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoPerson, launch } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

test('the app can be installed: its manifest names icons that are there', async () => {
  const manifest = await (await fetch(`${inject('origin')}/manifest.webmanifest`)).json()
  expect(manifest.display).toBe('standalone')
  for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
    const icon = await fetch(inject('origin') + src)
    expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, 'image/png'])
    expect(sizes).toMatch(/^(192x192|512x512)$/)
  }
})

test('the shell opens without a network, and keeps no answer of the API', async () => {
  const { page, context } = await demoPerson(browser, 'owner', { size: 'phone', serviceWorkers: 'allow' })
  await page.goto('/today', { waitUntil: 'networkidle' })
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  const kept = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const requests = await Promise.all(caches_.map((cache) => cache.keys()))
    return requests.flat().map((request) => new URL(request.url).pathname)
  })
  expect(kept).toContain('/index.html')
  expect(kept.filter((path) => path.startsWith('/api'))).toEqual([])

  await context.setOffline(true)
  await page.reload()
  await page.getByText(/^No network\. What you see is as of/).waitFor()
  await page.getByRole('list', { name: 'To do' }).waitFor()
  await context.setOffline(false)
  await page.getByText(/^No network\./).waitFor({ state: 'detached' })
  await context.close()
})

test('who comes by plain http from another machine is told on every page; on this machine nobody is', async () => {
  const warning = /^Not secure/
  const port = new URL(inject('origin')).port
  const context = await browser.newContext()
  const page = await context.newPage()
  for (const path of ['/', '/login', '/register', '/none']) {
    await page.goto(`http://garage.example:${port}${path}`)
    await page.getByRole('alert').filter({ hasText: warning }).waitFor()
  }
  await page.goto(`${inject('origin')}/login`)
  await page.getByRole('button', { name: 'Log in', exact: true }).waitFor()
  expect(await page.getByText(warning).count()).toBe(0)
  await context.close()
})

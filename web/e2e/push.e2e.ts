import { createECDH, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { OwnServer } from './own-server.ts'
import { LONGEST_WAIT_MS, SIZES } from './people.ts'
import { BROWSER_ARGS, findChromium } from './server.ts'

let browser: Browser
let port = ''
let own: OwnServer
let service = ''

// A whole one: only that has notifications.
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: BROWSER_ARGS })
})

afterAll(() => browser.close())

/** With a push service of its own, anew for each try: a browser without a network has no way to its maker's. */
beforeEach(async () => {
  own = new OwnServer()
  service = own.folder('push')
  const standIn = own.module('tests.push.push_process', service)
  const [line] = await once(standIn.stdout, 'data')
  port = String(line).trim()
  await own.start(() => ({
    REVOPS_PUSH_CONTACT: 'mailto:host@revops.example',
    REVOPS_PUSH_CA: join(service, 'ca.pem'),
  }))
})

afterEach(() => own.stop())

interface Subscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** Makes the keys of a browser, and has the push service know it. */
function newSubscription(name: string, serverKey: string): Subscription {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const auth = randomBytes(16).toString('base64url')
  const known = { private: keys.getPrivateKey('base64url'), auth, server_key: serverKey }
  writeFileSync(join(service, `${name}.json`), JSON.stringify(known))
  const endpoint = `https://127.0.0.1:${port}/push/${name}`
  return { endpoint, keys: { p256dh: keys.getPublicKey('base64url'), auth } }
}

/** Lets a page subscribe at that push service. */
function subscribeThere(given: Subscription) {
  let isOn = false
  const subscription = {
    endpoint: given.endpoint,
    options: { applicationServerKey: null as ArrayBuffer | null },
    toJSON: () => given,
    unsubscribe: async () => {
      isOn = false
      return true
    },
  }
  const manager = PushManager.prototype as unknown as Record<string, unknown>
  manager.getSubscription = async () => (isOn ? subscription : null)
  manager.subscribe = async ({ applicationServerKey }: { applicationServerKey: string }) => {
    const text = atob(applicationServerKey.replaceAll('-', '+').replaceAll('_', '/'))
    subscription.options.applicationServerKey = Uint8Array.from(text, (c) => c.charCodeAt(0)).buffer
    isOn = true
    return subscription
  }
}

/** What reached a browser at the push service, decrypted. */
function takenBy(name: string): { title: string; path: string }[] {
  const file = join(service, `${name}.taken`)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line).content)
}

/** Hands what reached the push service to the service worker, as the browser does. */
async function deliver(context: BrowserContext, page: Page, content: object) {
  const session = await context.newCDPSession(page)
  const found = new Promise<string>((done) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const mine = registrations.find(({ scopeURL }) => scopeURL === `${own.origin}/`)
      if (mine) done(mine.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: `${own.origin}/`,
    registrationId: await found,
    data: JSON.stringify(content),
  })
  await session.detach()
}

function titlesOn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title }) => title)
  })
}

/** Taps a notification: a browser without a screen has no hand for it, so the worker is told of it. */
async function tap(context: BrowserContext, title: string) {
  const [worker] = context.serviceWorkers()
  await worker?.evaluate(async (wanted) => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration
      dispatchEvent: (event: Event) => boolean
      NotificationEvent: new (type: string, init: { notification: Notification }) => Event
    }
    const found = await scope.registration.getNotifications()
    const notification = found.find((one) => one.title === wanted)
    if (!notification) throw new Error(`no notification ${wanted}`)
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }))
  }, title)
}

test('the owner turns notifications on, tests them, and a tap on one opens what waits', async () => {
  const { owner, manager } = await own.garage(browser)
  const context = await browser.newContext({
    ...SIZES.phone,
    baseURL: own.origin,
    serviceWorkers: 'allow',
    permissions: ['notifications'],
    storageState: await owner.context.storageState(),
  })
  context.setDefaultTimeout(LONGEST_WAIT_MS)
  const page = await context.newPage()
  const push = await own.call<{ public_key: string }>(owner.request, 'GET', '/api/push')
  await page.addInitScript(subscribeThere, newSubscription('phone', push.public_key))
  await own.call(owner.request, 'PUT', '/api/push', { quiet_from: '00:00', quiet_until: '00:00' })

  // Nobody is asked before a tap; the tap turns it on.
  await page.goto('/settings')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.getByRole('button', { name: 'Turn on here' }).click()
  await page.getByText('Notifications are on here.').waitFor()
  const devices = page.getByRole('list', { name: 'Devices' })
  await devices.getByText('This device').waitFor()
  await devices.getByRole('button', { name: 'Test' }).click()
  await page.getByText('Sent. It should appear in a few seconds.').waitFor()
  const [tried] = takenBy('phone')
  await deliver(context, page, tried ?? {})
  await expect.poll(() => titlesOn(page)).toEqual(['Notifications work'])

  // A payment waits; the one notification leads to it in the tab that is open.
  const { id } = await own.call<{ id: string }>(manager.request, 'POST', '/api/jobs', {
    customer_name: 'Farhan Shaikh',
    phone: '+919820098211',
    car_model: 'Maruti Swift',
    vehicle_number: 'MH12AB1234',
    work_description: 'Brake pads, front',
    estimated_amount: 4000,
    planned_completion_days: 2,
  })
  const payment = { job_id: id, amount: 1500, payment_type: 'partial', method: 'upi' }
  await own.call(manager.request, 'POST', '/api/payments', payment)
  await expect.poll(() => takenBy('phone').length).toBe(2)
  const told = takenBy('phone')[1]
  expect(told?.title).toBe('Payment to confirm, ₹1,500')
  await deliver(context, page, told ?? {})
  await expect.poll(() => titlesOn(page)).toContain('Payment to confirm, ₹1,500')
  await tap(context, 'Payment to confirm, ₹1,500')
  await page.waitForURL(`${own.origin}/money*`)
  await page.getByText('₹1,500').first().waitFor()

  // What cannot be read is shown as something, or the browser would take the permission away.
  await deliver(context, page, [])
  await expect.poll(() => titlesOn(page)).toContain('Something needs you')

  // Removed, and the push service is told nothing more.
  await page.goto('/settings')
  await devices.getByRole('button', { name: /^Remove/ }).click()
  await page.getByRole('button', { name: 'Turn on here' }).waitFor()
  await own.call(manager.request, 'POST', '/api/payments', { ...payment, amount: 500 })
  expect((await own.call<{ devices: unknown[] }>(owner.request, 'GET', '/api/push')).devices).toEqual([])
  await context.close()
})

import { createHmac } from 'node:crypto'
import {
  type Browser,
  type BrowserContext,
  type Cookie,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { inject } from 'vitest'

export const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false },
} as const
export type Size = keyof typeof SIZES
export type Theme = 'dark' | 'light'

type DemoPerson = 'owner' | 'manager1' | 'manager2'

const visits = new Map<DemoPerson, Cookie[]>()

/** The browser that all files share; each person in it has a context of their own. */
export function launch(): Promise<Browser> {
  // What a file does with its visits, as to log out everywhere, is not the next one's.
  visits.clear()
  return chromium.connect(inject('browser'))
}

/** What a page did that no page may do: a request to another host, a script error, something the CSP refused. */
export interface Faults {
  found: string[]
}

interface Options {
  size: Size
  theme?: Theme
  serviceWorkers?: 'allow' | 'block'
  /** Whether pages are told of what others do, which most journeys are not about. */
  live?: boolean
}

/** A wait ends when what is waited for is there; only a fault takes this long, or a machine that is busy with others. */
export const LONGEST_WAIT_MS = 120_000
const NEXT_PRESS_MS = 600
const SAME_PLACE_PX = 60

let isAtHandsPace = false

/**
 * Lets presses come as those of a hand that means each: never twice at one place within half a second, which the app
 * takes for a double tap. What double taps do is tried with the mouse and the touchscreen themselves (taps.ts).
 */
export function pressAsHandsDo(page: Page) {
  if (isAtHandsPace) return
  isAtHandsPace = true
  const locators: Locator = Object.getPrototypeOf(page.locator('html'))
  const click = locators.click
  const last = new WeakMap<Page, { at: number; x: number; y: number }>()
  locators.click = async function (this: Locator, options) {
    const on = this.page()
    // Where it is pressed: as a press does, it is scrolled to first.
    await this.scrollIntoViewIfNeeded({ timeout: options?.timeout }).catch(() => undefined)
    const box = await this.boundingBox().catch(() => null)
    const [x, y] = box ? [box.x + box.width / 2, box.y + box.height / 2] : [Number.NaN, Number.NaN]
    const before = last.get(on)
    const isElsewhere = before && Math.hypot(x - before.x, y - before.y) > SAME_PLACE_PX
    const since = before && !isElsewhere ? Date.now() - before.at : NEXT_PRESS_MS
    if (since < NEXT_PRESS_MS) await on.waitForTimeout(NEXT_PRESS_MS - since)
    // Nor where something has just left.
    await on.waitForSelector('html:not([data-shielded])', { state: 'attached' })
    await click.call(this, options)
    last.set(on, { at: Date.now(), x, y })
  }
}

/** Lets a page find no stream of changes, so that it asks when a journey has it ask. */
function hearNothing() {
  const ask = window.fetch
  window.fetch = (asked, options) =>
    asked instanceof Request && new URL(asked.url).pathname === '/api/events'
      ? Promise.reject(new TypeError('Failed to fetch'))
      : ask(asked, options)
}

/** A person with a browser of their own. */
export async function newPerson(
  browser: Browser,
  { size, theme = 'dark', serviceWorkers = 'block', live = false }: Options,
) {
  const origin = inject('origin')
  const context = await browser.newContext({
    ...SIZES[size],
    baseURL: origin,
    serviceWorkers,
    timezoneId: 'Asia/Kolkata',
    locale: 'en-IN',
    // Colours are looked at when they stand, and a moving thing is hard to press.
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(LONGEST_WAIT_MS)
  await context.addInitScript((chosen) => localStorage.setItem('revops:theme', chosen), theme)
  if (!live) await context.addInitScript(hearNothing)
  const faults: Faults = { found: [] }
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin)
      faults.found.push(`left the origin: ${request.url()}`)
  })
  await context.exposeBinding(
    'refusedByPolicy',
    (_source, what: string) => void faults.found.push(`refused by the CSP: ${what}`),
  )
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { refusedByPolicy } = window as unknown as { refusedByPolicy: (what: string) => void }
      refusedByPolicy(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
  })
  const page = await context.newPage()
  pressAsHandsDo(page)
  page.on('pageerror', (error) => faults.found.push(`script error: ${error}`))
  return { context, page, faults }
}

/** The customer: a browser that nobody has ever logged in with. */
export async function newCustomer(browser: Browser, size: Size, javaScriptEnabled: boolean) {
  const context = await browser.newContext({
    ...SIZES[size],
    baseURL: inject('origin'),
    javaScriptEnabled,
    locale: 'en-IN',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(LONGEST_WAIT_MS)
  return { context, page: await context.newPage() }
}

/** Signs a user in without the form, as the cookie of an earlier visit would. */
async function signIn(context: BrowserContext, email: string, password: string) {
  const origin = inject('origin')
  const answer = await context.request.post('/api/auth/login', {
    data: { email, password },
    headers: { origin },
  })
  if (!answer.ok()) throw new Error(await answer.text())
}

/** One of the demo garage's people, signed in: the first time by the password, later by the cookie of that visit. */
export async function demoPerson(browser: Browser, who: DemoPerson, options: Options) {
  const person = await newPerson(browser, options)
  const cookies = visits.get(who)
  if (cookies) await person.context.addCookies(cookies)
  else {
    await signIn(person.context, `${who}@demo.example`, inject('demo').password)
    visits.set(who, await person.context.cookies())
  }
  return person
}

/** Calls the API as the person of a page, past the page: to set the scene, and to see what is really stored. */
export async function call<T>(
  page: Page,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  data?: unknown,
): Promise<T> {
  const answer = await page.request.fetch(path, { method, data, headers: { origin: inject('origin') } })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** A day of the garages here, which begins before that of a machine elsewhere: today, or so many days ago. */
export function dayOfGarage(daysAgo = 0): string {
  const at = new Date(Date.now() - daysAgo * 86_400_000)
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(at)
}

/** Today as a statement of HDFC writes it. */
export function dayOfBank(): string {
  const [year, month, day] = dayOfGarage().split('-')
  return `${day}/${month}/${year?.slice(-2)}`
}

/** Lets a person look before the next tap: at the same place at once, it would be the second of a double tap. */
export function pause(page: Page): Promise<void> {
  return page.waitForTimeout(600)
}

type Part = 'Overview' | 'Work' | 'Money' | 'Messages' | 'History'

/** Goes to a part of a job's page: under its tab on a phone; on a desktop all parts are there. */
export async function openPart(page: Page, part: Part) {
  await page.locator('main h1').waitFor()
  const tab = page.getByRole('navigation', { name: 'Job', exact: true }).getByRole('link', { name: part })
  if ((await tab.count()) > 0) await tab.click()
}

/** Opens what can be done with a job besides its next step and a payment. */
export async function openMore(page: Page) {
  await page
    .locator('main')
    .getByRole('button', { name: 'More', exact: true })
    .filter({ visible: true })
    .click()
}

/** Chooses something of that. */
export async function chooseMore(page: Page, name: string) {
  await openMore(page)
  await page.getByRole('menuitem', { name, exact: true }).click()
}

let made = 0

/** A garage of its own for one test: an owner with a workshop, and a manager. */
export async function newGarage(browser: Browser, options: Options) {
  made += 1
  const tag = `${process.pid}-${made}-${Math.random().toString(36).slice(2, 8)}`
  const password = 'gearbox-torque-7781'
  const owner = await newPerson(browser, options)
  const manager = await newPerson(browser, options)
  const register = (person: typeof owner, body: object) =>
    call(person.page, 'POST', '/api/auth/register', { password, phone: '+919820012345', ...body })
  await register(owner, { email: `owner-${tag}@example.com`, name: 'Meera Rao', role: 'owner' })
  const workshop = await call<{ id: string }>(owner.page, 'POST', '/api/workshops', {
    name: 'Rao Motors',
    // Its own: of a number that two garages give, both are told.
    phone: `+9198${String(Date.now() + made).slice(-8)}`,
  })
  const invite = await call<{ code: string }>(
    owner.page,
    'POST',
    `/api/workshops/${workshop.id}/invite-codes`,
  )
  await register(manager, {
    email: `manager-${tag}@example.com`,
    name: 'Arjun Naik',
    role: 'manager',
    invite_code: invite.code,
  })
  return {
    owner,
    manager,
    password,
    emails: { owner: `owner-${tag}@example.com`, manager: `manager-${tag}@example.com` },
  }
}

/** A job by the API, for tests about what comes after intake. */
export function newJob(page: Page, more: object = {}) {
  return call<{ id: string }>(page, 'POST', '/api/jobs', {
    customer_name: 'Farhan Shaikh',
    phone: '+919820098200',
    car_model: 'Maruti Swift',
    vehicle_number: 'MH12AB1234',
    work_description: 'Brake pads, front',
    estimated_amount: 4000,
    planned_completion_days: 2,
    ...more,
  })
}

/** What an authenticator app shows for a key, now or so many steps from now (RFC 6238). */
export function appCode(key: string, steps = 0) {
  const bits = [...key.replaceAll(' ', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')) // pragma: allowlist secret
    .join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Begins to turn two-step login on, up to the code from the app, which is filled in; returns the app's key. */
export async function startTwoSteps(page: Page, password: string): Promise<string> {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('img', { name: 'The key as a QR code' }).waitFor()
  const key = (await page.getByLabel('Key', { exact: true }).textContent()) ?? ''
  await page.getByLabel('Code from your app').fill(appCode(key))
  return key
}

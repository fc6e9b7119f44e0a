import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { call, LONGEST_WAIT_MS, newGarage, newPerson, pause, type Size } from './people.ts'

// Buttons pressed twice as an impatient finger or hand does, and what came of it: on the server, and on the screen.

declare global {
  interface Window {
    /** When something was pressed in this page. */
    presses: number[]
    tell: (told: Told) => void
  }
}

/** What a page said of itself, to whoever pressed. */
interface Told {
  isRefusal: boolean
  words: string
}

export interface Trial {
  /** Between the two presses, in milliseconds. */
  spacing: number
  /** Of each request, in milliseconds. */
  latency: number
}

const LATENCIES_MS = [0, 100, 250, 400]
const SPACINGS_MS = [50, 100, 150, 250, 400]
export const PACES: Trial[] = LATENCIES_MS.flatMap((latency) =>
  SPACINGS_MS.map((spacing) => ({ latency, spacing })),
)

// Further apart they are two taps.
const DOUBLE_TAP_MS = 480
const TRIES = 5
// As many as two cores bear.
const GARAGES = 3
const NARROW = { width: 360, height: 740 }

export type Garage = Awaited<ReturnType<typeof openGarage>>

export interface Recording {
  name: string
  who: 'owner' | 'manager' | 'visitor'
  /** What a toast says of it, once. */
  toast?: RegExp
  /** Sets the scene; says what to press and how many records lie on the server. */
  open: (page: Page, garage: Garage) => Promise<{ button: Locator; count: () => Promise<number> }>
}

/** Garages that a test of a file is done with: most of a short trial is what the first page of a browser costs. */
const done = new WeakMap<Browser, Record<Size, Garage[]>>()

export const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Notes when a page is pressed, and what it says. */
async function watch(page: Page, size: Size): Promise<Told[]> {
  const all: Told[] = []
  await page.exposeBinding('tell', (_, told: Told) => void all.push(told))
  await page.addInitScript(() => {
    Object.assign(window, { presses: [] })
    addEventListener('pointerup', ({ timeStamp }) => window.presses.push(timeStamp), { capture: true })
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof Element)) continue
        for (const one of [node, ...node.querySelectorAll('*')]) {
          const isToast = one.matches('[data-sonner-toast]')
          const isRefusal = one.matches('[role=alert], [data-type=error]')
          if (isToast || isRefusal) window.tell({ isRefusal, words: one.textContent ?? '' })
        }
      }
    }).observe(document, { childList: true, subtree: true })
  })
  if (size === 'phone') await page.setViewportSize(NARROW)
  return all
}

async function openGarage(browser: Browser, size: Size) {
  const garage = await newGarage(browser, { size })
  const visitor = await newPerson(browser, { size })
  return {
    ...garage,
    visitor,
    told: {
      owner: await watch(garage.owner.page, size),
      manager: await watch(garage.manager.page, size),
      visitor: await watch(visitor.page, size),
    },
  }
}

/** Holds back what a page asks of the server. */
async function slow(page: Page, latencyMs: number) {
  await page.unroute('**/api/**')
  if (latencyMs > 0) {
    await page.route('**/api/**', async (route) => {
      await sleep(latencyMs)
      await route.continue().catch(() => {})
    })
  }
}

/** Presses the middle of a button twice, whatever lies there the second time; says how far apart the page had them. */
async function pressTwice(page: Page, size: Size, button: Locator, spacingMs: number) {
  await pause(page)
  const target = button.filter({ visible: true }).first()
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (!box) throw new Error('The button is not there')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const press = () => (size === 'phone' ? page.touchscreen.tap(x, y) : page.mouse.click(x, y))
  const began = Date.now()
  const first = press()
  await sleep(began + spacingMs - Date.now())
  await Promise.all([first, press()])
  // None where the first press led to another page, which then took the second.
  const presses = await page.evaluate(() => window.presses).catch(() => [])
  const [one, other] = presses.slice(-2)
  return one === undefined || other === undefined ? Number.POSITIVE_INFINITY : other - one
}

/** Waits until the page has asked nothing for a while. */
async function settled(page: Page, latencyMs: number) {
  let last = Date.now()
  const heard = () => {
    last = Date.now()
  }
  page.on('request', heard)
  page.on('requestfinished', heard)
  while (Date.now() - last < latencyMs + 250) await sleep(25)
  page.off('request', heard)
  page.off('requestfinished', heard)
}

/** Counts the records when all has been sent; on a busy machine the first comes late. */
async function counted(page: Page, latencyMs: number, count: () => Promise<number>): Promise<number> {
  const deadline = Date.now() + LONGEST_WAIT_MS
  await settled(page, latencyMs)
  await slow(page, 0)
  // While a new password or two-step login is on its way, the session that asks is the old one.
  const countNow = () => count().catch(() => 0)
  let records = await countNow()
  // Less than one: of what is recorded together some is still on its way.
  while (records < 1 && Date.now() < deadline) {
    await settled(page, latencyMs)
    records = await countNow()
  }
  return records
}

export async function many(page: Page, path: string): Promise<number> {
  return (await call<unknown[]>(page, 'GET', path)).length
}

/** Counts what the server takes from now on at an address. */
export function taken(page: Page, method: string, end: string) {
  let answers = 0
  page.on('response', (answer) => {
    const isIt = answer.request().method() === method && new URL(answer.url()).pathname.endsWith(end)
    if (isIt && answer.ok()) answers += 1
  })
  return async () => answers
}

/** Said where a busy machine never had two presses close enough together to be a double tap. */
const PULLED_APART = 'pulled apart'

/** Presses a button twice and says what went wrong; what a busy machine pulled apart is tried again. */
async function tryTwice(
  garage: Garage,
  size: Size,
  { name, who, toast, open }: Recording,
  { spacing, latency }: Trial,
): Promise<string | null> {
  const { page } = garage[who]
  const told = garage.told[who]
  let apart = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // A page that is still busy with the last trial may go elsewhere by itself, just then.
    const { button, count } = await open(page, garage).catch((fault: Error) => {
      if (!fault.message.includes('ERR_ABORTED')) throw fault
      return open(page, garage)
    })
    await slow(page, latency)
    told.length = 0
    apart = await pressTwice(page, size, button, spacing)
    const records = await counted(page, latency, count)
    const wrong = faultsOf(records, told, toast)
    if (wrong.length === 0) return null
    if (apart <= DOUBLE_TAP_MS)
      return `${name}: ${wrong.join(', ')}; ${spacing} ms between, ${latency} ms latency`
  }
  return PULLED_APART
}

function faultsOf(records: number, told: readonly Told[], toast: RegExp | undefined): string[] {
  const toasts = told.filter(({ isRefusal }) => !isRefusal).map(({ words }) => words)
  const wrong = told.filter(({ isRefusal }) => isRefusal).map(({ words }) => `told "${words}"`)
  if (records !== 1) wrong.push(`${records} records`)
  if (toasts.length > 1 || (toast && !toast.test(toasts[0] ?? ''))) {
    wrong.push(`${toasts.length} toasts (${toasts.join(' | ')})`)
  }
  return wrong
}

/** Presses each of the buttons twice, in several garages at the same time. */
export async function expectOneRecordEach(
  browser: Browser,
  size: Size,
  tasks: readonly { recording: Recording; trial: Trial }[],
) {
  // Of this browser: the windows of another file were closed with its own.
  const free = done.get(browser) ?? { phone: [], desktop: [] }
  done.set(browser, free)
  const wrong: string[] = []
  let pulledApart = 0
  const left = tasks.values()
  await Promise.all(
    Array.from({ length: Math.min(GARAGES, tasks.length) }, async () => {
      const garage = free[size].pop() ?? (await openGarage(browser, size))
      for (const { recording, trial } of left) {
        const found = await tryTwice(garage, size, recording, trial)
        if (found === PULLED_APART) pulledApart++
        else if (found) wrong.push(found)
      }
      free[size].push(garage)
    }),
  )
  expect(wrong, wrong.join('\n')).toEqual([])
  // Enough of them were double taps that the run says something.
  expect(pulledApart, 'pulled apart by a busy machine').toBeLessThanOrEqual(tasks.length / 2)
}

/** Spreads recordings over the two sizes, each at a pace of its own. */
export function spread(recordings: readonly Recording[], size: Size) {
  return recordings
    .map((recording, number) => ({ recording, trial: PACES[(number * 7) % PACES.length] as Trial, number }))
    .filter(({ number }) => (number % 2 === 0) === (size === 'phone'))
}

/** The button in a dialog that does what the dialog asks about. */
export const inDialog = (page: Page, name: string | RegExp) =>
  page.getByRole('dialog').getByRole('button', { name })

/** Leaves the queue of payments, which sends what could still be undone. */
export async function sendVerdicts(page: Page) {
  await page.goto('/settings')
  await sleep(300)
}

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob, pause, type Size } from './people.ts'

// Every button that records, pressed twice as an impatient finger or hand does: what lies on the server is one record.

declare global {
  interface Window {
    /** When something was pressed in this page. */
    presses: number[]
  }
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const LATENCIES_MS = [0, 100, 250, 400]
const SPACINGS_MS = [50, 100, 150, 250, 400]
// Further apart they are two taps.
const DOUBLE_TAP_MS = 480
const TRIES = 5
// As many as two cores bear.
const GARAGES = 3
const NARROW = { width: 360, height: 740 }

type Garage = Awaited<ReturnType<typeof newGarage>>

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function openGarage(size: Size) {
  const garage = await newGarage(browser, { size })
  for (const { page } of [garage.owner, garage.manager]) {
    await page.addInitScript(() => {
      Object.assign(window, { presses: [] })
      addEventListener('pointerup', ({ timeStamp }) => window.presses.push(timeStamp), { capture: true })
    })
    if (size === 'phone') await page.setViewportSize(NARROW)
  }
  return garage
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
  const [one, other] = (await page.evaluate(() => window.presses)).slice(-2)
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
  const deadline = Date.now() + 45_000
  await settled(page, latencyMs)
  await slow(page, 0)
  let records = await count()
  while (records === 0 && Date.now() < deadline) {
    await settled(page, latencyMs)
    records = await count()
  }
  return records
}

async function many(page: Page, path: string): Promise<number> {
  return (await call<unknown[]>(page, 'GET', path)).length
}

const pay = (page: Page, jobId: string, amount: number, method = 'upi') =>
  call<{ id: string }>(page, 'POST', '/api/payments', {
    job_id: jobId,
    amount,
    payment_type: 'partial',
    method,
  })

interface Recording {
  name: string
  who: 'owner' | 'manager'
  /** Sets the scene; says what to press and how many records lie on the server. */
  open: (page: Page, garage: Garage) => Promise<{ button: Locator; count: () => Promise<number> }>
}

const inDialog = (page: Page, name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name })

const verdicts = async (page: Page, jobId: string, verdict: string) =>
  (await call<{ verdict: string }[]>(page, 'GET', `/api/payments?job_id=${jobId}`)).filter(
    (payment) => payment.verdict === verdict,
  ).length

const events = async (page: Page, jobId: string) =>
  (await call<{ updates: unknown[] }>(page, 'GET', `/api/jobs/${jobId}`)).updates.length

let plates = 1000
const plate = () => `MH14ZZ${plates++}`

const PAYMENT: Recording = {
  name: 'record a payment',
  who: 'manager',
  async open(page) {
    const { id } = await newJob(page, { vehicle_number: plate() })
    await page.goto(`/jobs/${id}`)
    await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
    await page.getByRole('dialog').getByLabel('Amount').fill('100')
    return { button: inDialog(page, /^Record ₹/), count: () => many(page, `/api/payments?job_id=${id}`) }
  },
}

const RECORDINGS: Recording[] = [
  {
    name: 'start a job with its advance',
    who: 'manager',
    async open(page) {
      const vehicle = plate()
      await page.goto('/jobs/new')
      await page.getByLabel('Vehicle number').fill(vehicle)
      await page.getByLabel('Customer').fill('Latha Iyer')
      await page.getByLabel('Phone', { exact: true }).fill('9820098200')
      await page.getByLabel('Car', { exact: true }).fill('Tata Nexon')
      await page.getByLabel('Work to be done').fill('Clutch plate')
      await page.getByLabel('Estimate').fill('9000')
      await page.getByLabel('Advance').fill('2000')
      return {
        button: page.locator('button[type=submit]'),
        count: () => many(page, `/api/jobs?q=${vehicle}`),
      }
    },
  },
  {
    name: 'hand over cash',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await pay(page, id, 300, 'cash')
      const before = await many(page, '/api/settlements')
      await page.goto('/settlements')
      // Each time another amount: the same one again is asked about.
      await page.getByLabel('Amount').fill(String(50 + before))
      return {
        button: page.locator('button[type=submit]'),
        count: async () => (await many(page, '/api/settlements')) - before,
      }
    },
  },
  {
    name: 'the next status',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      return {
        button: page.getByRole('button', { name: 'Start work' }),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
  {
    name: 'a status from the menu',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      await page.locator('button[aria-haspopup=menu]').filter({ visible: true }).first().click()
      return { button: page.getByRole('menuitem'), count: async () => (await events(page, id)) - before }
    },
  },
  {
    name: 'save an edited job',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await page.getByRole('dialog').getByLabel('Car', { exact: true }).fill('Kia Sonet')
      return { button: inDialog(page, /^Save/), count: async () => (await events(page, id)) - before }
    },
  },
  {
    name: 'issue an invoice',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Issue invoice' }).click()
      return {
        button: inDialog(page, 'Issue invoice'),
        count: () => many(page, `/api/documents?job_id=${id}`),
      }
    },
  },
  {
    name: 'issue a receipt',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await pay(page, id, 100)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: /^Receipt of/ }).click()
      return {
        button: page.getByRole('menuitem', { name: /A4/ }),
        count: () => many(page, `/api/documents?job_id=${id}`),
      }
    },
  },
  {
    name: 'confirm a payment in the queue',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      for (const amount of [101, 102, 103]) await pay(manager.page, id, amount)
      await page.goto('/payments')
      return {
        button: page.getByRole('button', { name: /^Confirm ₹103/ }),
        count: async () => {
          // Leaving the page sends what could still be undone.
          await page.goto('/settings')
          await sleep(300)
          return verdicts(page, id, 'confirmed')
        },
      }
    },
  },
  {
    name: 'reject a payment in the queue',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      for (const amount of [101, 102, 103]) await pay(manager.page, id, amount)
      await page.goto('/payments')
      await page.getByRole('button', { name: /^Reject ₹103/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Recorded twice' }).click()
      return {
        button: inDialog(page, 'Reject payment'),
        count: async () => {
          await page.goto('/settings')
          await sleep(300)
          return verdicts(page, id, 'rejected')
        },
      }
    },
  },
  {
    name: 'confirm a payment on its job',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      for (const amount of [101, 102]) await pay(manager.page, id, amount)
      await page.goto(`/jobs/${id}`)
      return {
        button: page.getByRole('button', { name: /^Confirm ₹102/ }),
        count: () => verdicts(page, id, 'confirmed'),
      }
    },
  },
  {
    name: 'receive cash',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      await pay(manager.page, id, 300, 'cash')
      for (const amount of [100, 200]) {
        await call(manager.page, 'POST', '/api/settlements', { amount, job_ids: [] })
      }
      const received = async () =>
        (await call<{ verdict: string }[]>(page, 'GET', '/api/settlements')).filter(
          ({ verdict }) => verdict === 'confirmed',
        ).length
      const before = await received()
      await page.goto('/settlements')
      await page
        .getByRole('button', { name: /^Received ₹/ })
        .first()
        .click()
      return { button: inDialog(page, /^Received ₹/), count: async () => (await received()) - before }
    },
  },
  {
    name: 'credit an invoice',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      await call(page, 'POST', `/api/documents/invoice/${id}/issue`)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Issue credit note' }).click()
      await page.getByRole('dialog').getByLabel('Reason').fill('Wrong GSTIN')
      return {
        button: inDialog(page, 'Issue credit note'),
        count: async () => (await many(page, `/api/documents?job_id=${id}`)) - 1,
      }
    },
  },
  {
    name: 'make an invite code',
    who: 'owner',
    async open(page) {
      const { id } = await call<{ id: string }>(page, 'GET', '/api/workshops/me')
      const codes = () => many(page, `/api/workshops/${id}/invite-codes`)
      const before = await codes()
      await page.goto('/managers')
      return {
        button: page.getByRole('button', { name: 'Invite a manager' }),
        count: async () => (await codes()) - before,
      }
    },
  },
  {
    name: 'save the billing settings',
    who: 'owner',
    async open(page) {
      const changes = async () =>
        (await call<{ versions: unknown[] }>(page, 'GET', '/api/workshops/me/billing')).versions.length
      const before = await changes()
      await page.goto('/settings')
      await page.getByLabel('UPI address').fill(`garage${before}@upi`)
      const form = page.locator('form').filter({ has: page.getByLabel('UPI address') })
      return { button: form.locator('button[type=submit]'), count: async () => (await changes()) - before }
    },
  },
]

interface Trial {
  spacing: number
  latency: number
}

/** Presses a button twice and says what went wrong; what a busy machine pulled apart is tried again. */
async function tryTwice(
  garage: Garage,
  size: Size,
  { name, who, open }: Recording,
  { spacing, latency }: Trial,
): Promise<string | null> {
  const { page } = garage[who]
  let apart = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { button, count } = await open(page, garage)
    await slow(page, latency)
    apart = await pressTwice(page, size, button, spacing)
    const records = await counted(page, latency, count)
    if (records === 1) return null
    if (apart <= DOUBLE_TAP_MS)
      return `${name}: ${records} records, ${spacing} ms between, ${latency} ms latency`
  }
  return `${name}: never pressed twice within ${DOUBLE_TAP_MS} ms, but ${apart}`
}

/** Several garages work at the same time, each on the next of what is left; says what went wrong. */
async function shareOut<T>(
  size: Size,
  tasks: T[],
  work: (garage: Garage, task: T, number: number) => Promise<string | null>,
): Promise<string[]> {
  const wrong: string[] = []
  const left = tasks.entries()
  await Promise.all(
    Array.from({ length: GARAGES }, async () => {
      const garage = await openGarage(size)
      for (const [number, task] of left) {
        const found = await work(garage, task, number)
        if (found) wrong.push(found)
      }
      await garage.manager.context.close()
      await garage.owner.context.close()
    }),
  )
  return wrong
}

// Each button has one of these on a phone and one on a desktop.
const PAIRS: Record<Size, Trial[]> = {
  phone: [
    { spacing: 100, latency: 0 },
    { spacing: 250, latency: 250 },
  ],
  desktop: [
    { spacing: 50, latency: 100 },
    { spacing: 400, latency: 0 },
  ],
}

const PACES: Trial[] = LATENCIES_MS.flatMap((latency) => SPACINGS_MS.map((spacing) => ({ latency, spacing })))

for (const size of ['phone', 'desktop'] as const) {
  test(`two taps record one payment, at every pace (${size})`, async () => {
    const wrong = await shareOut(size, PACES, (garage, pace) => tryTwice(garage, size, PAYMENT, pace))
    expect(wrong, wrong.join('\n')).toEqual([])
  })

  test(`two taps record once, on every button that records (${size})`, async () => {
    const wrong = await shareOut(size, RECORDINGS, (garage, recording, number) =>
      tryTwice(garage, size, recording, PAIRS[size][number % 2] as Trial),
    )
    expect(wrong, wrong.join('\n')).toEqual([])
  })
}

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { call, launch, newJob, type Size } from './people.ts'
import {
  expectOneRecordEach,
  inDialog,
  many,
  PACES,
  type Recording,
  sendVerdicts,
  spread,
  type Trial,
} from './taps.ts'

// Every button that records work and money, pressed twice: what lies on the server is one record.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const pay = (page: Page, jobId: string, amount: number, method = 'upi') =>
  call<{ id: string }>(page, 'POST', '/api/payments', {
    job_id: jobId,
    amount,
    payment_type: 'partial',
    method,
  })

const verdicts = async (page: Page, jobId: string, verdict: string) =>
  (await call<{ verdict: string }[]>(page, 'GET', `/api/payments?job_id=${jobId}`)).filter(
    (payment) => payment.verdict === verdict,
  ).length

const events = async (page: Page, jobId: string) =>
  (await call<{ updates: unknown[] }>(page, 'GET', `/api/jobs/${jobId}`)).updates.length

let plates = 1000
const plate = () => `MH14ZZ${plates++}`

async function move(page: Page, jobId: string, ...statuses: string[]) {
  for (const status of statuses) await call(page, 'PUT', `/api/jobs/${jobId}`, { status })
}

/** Records three payments on a job, and ticks them in the owner's queue. */
async function tickThree(page: Page, manager: Page) {
  const job = await newJob(manager, { vehicle_number: plate() })
  for (const amount of [111, 112, 113]) await pay(manager, job.id, amount)
  await page.goto('/payments')
  for (const amount of [111, 112, 113]) {
    await page
      .getByRole('checkbox', { name: new RegExp(`^Tick ₹${amount}`) })
      .first()
      .click()
  }
  return job
}

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
          await sendVerdicts(page)
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
          await sendVerdicts(page)
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
      await page.getByRole('button', { name: 'Invite a member' }).click()
      return {
        button: inDialog(page, 'Make the code'),
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

// Each of these once, on a phone or on a desktop.
const ONCE: Recording[] = [
  {
    name: 'confirm several payments',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await tickThree(page, manager.page)
      return {
        button: page.getByRole('button', { name: /^Confirm 3 payments/ }),
        count: async () => {
          await sendVerdicts(page)
          return (await verdicts(page, id, 'confirmed')) / 3
        },
      }
    },
  },
  {
    name: 'reject several payments',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await tickThree(page, manager.page)
      await page.getByRole('button', { name: /^Reject 3 payments/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Recorded twice' }).click()
      return {
        button: inDialog(page, 'Reject 3 payments'),
        count: async () => {
          await sendVerdicts(page)
          return (await verdicts(page, id, 'rejected')) / 3
        },
      }
    },
  },
  {
    name: 'reject cash',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      await pay(manager.page, id, 300, 'cash')
      for (const amount of [100, 200])
        await call(manager.page, 'POST', '/api/settlements', { amount, job_ids: [] })
      const before = await many(page, '/api/audit?kind=settlement_rejected')
      await page.goto('/settlements')
      await page
        .getByRole('button', { name: /^Reject ₹/ })
        .first()
        .click()
      await page.getByRole('dialog').getByRole('button', { name: 'Cash not received' }).click()
      return {
        button: inDialog(page, 'Reject hand-over'),
        count: async () => (await many(page, '/api/audit?kind=settlement_rejected')) - before,
      }
    },
  },
  {
    name: 'deliver on credit',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await move(page, id, 'in_progress', 'completed')
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Deliver on credit' }).filter({ visible: true }).first().click()
      return {
        button: inDialog(page, 'Deliver on credit'),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
  {
    name: 'close a job',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await pay(page, id, 4000)
      await move(page, id, 'in_progress', 'completed', 'delivered')
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Close', exact: true }).filter({ visible: true }).first().click()
      return {
        // Beside it the sheet's own way out, which closes the sheet.
        button: page.getByRole('dialog').locator('[data-records]', { hasText: /^Close$/ }),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
  {
    name: 'save labour and parts',
    who: 'manager',
    toast: /^Labour and parts saved/,
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Enter labour and parts' }).click()
      await page.getByLabel('Description, line 1').fill('Clutch plate')
      await page.getByLabel('Price, line 1').fill('2500')
      // The sums come from the server, above the button.
      await page.getByText(/^The estimate is/).waitFor()
      return {
        button: page.getByRole('button', { name: 'Save labour and parts' }),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
]

// Each of the others has one of these on a phone and one on a desktop.
const PAIRS: Record<Size, readonly [Trial, Trial]> = {
  phone: [
    { spacing: 100, latency: 0 },
    { spacing: 250, latency: 250 },
  ],
  desktop: [
    { spacing: 50, latency: 100 },
    { spacing: 400, latency: 0 },
  ],
}

for (const size of ['phone', 'desktop'] as const) {
  test(`two taps record one payment, at every pace (${size})`, () =>
    expectOneRecordEach(
      browser,
      size,
      PACES.map((trial) => ({ recording: PAYMENT, trial })),
    ))

  test(`two taps record once, on every button that records (${size})`, () => {
    const [even, odd] = PAIRS[size]
    const twice = RECORDINGS.map((recording, number) => ({ recording, trial: number % 2 === 0 ? even : odd }))
    return expectOneRecordEach(browser, size, [...twice, ...spread(ONCE, size)])
  })
}

import type { Page } from 'playwright-core'
import { call, newJob } from './people.ts'
import { inDialog, many, type Recording, sendVerdicts } from './taps.ts'

export const pay = (page: Page, jobId: string, amount: number, method = 'upi') =>
  call<{ id: string }>(page, 'POST', '/api/payments', {
    job_id: jobId,
    amount,
    payment_type: 'partial',
    method,
  })

export const verdicts = async (page: Page, jobId: string, verdict: string) =>
  (await call<{ verdict: string }[]>(page, 'GET', `/api/payments?job_id=${jobId}`)).filter(
    (payment) => payment.verdict === verdict,
  ).length

export const events = async (page: Page, jobId: string) =>
  (await call<{ updates: unknown[] }>(page, 'GET', `/api/jobs/${jobId}`)).updates.length

let plates = 1000
export const plate = () => `MH14ZZ${plates++}`

export async function move(page: Page, jobId: string, ...statuses: string[]) {
  for (const status of statuses) await call(page, 'PUT', `/api/jobs/${jobId}`, { status })
}

/** Records three payments on a job, and ticks them in the owner's queue. */
export async function tickThree(page: Page, manager: Page) {
  const job = await newJob(manager, { vehicle_number: plate() })
  for (const amount of [111, 112, 113]) await pay(manager, job.id, amount)
  await page.goto('/money')
  for (const amount of [111, 112, 113]) {
    await page
      .getByRole('checkbox', { name: new RegExp(`^Tick ₹${amount}`) })
      .first()
      .click()
  }
  return job
}

export const PAYMENT: Recording = {
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

export const RECORDINGS: Recording[] = [
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
      await page.goto('/money/cash')
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
      await page
        .locator('button[aria-haspopup=menu][aria-label=More]')
        .filter({ visible: true })
        .first()
        .click()
      return {
        button: page.getByRole('menuitem', { name: 'Work completed' }),
        count: async () => (await events(page, id)) - before,
      }
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
      await page.goto(`/jobs/${id}?tab=money`)
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
      await page.goto('/money')
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
      await page.goto('/money')
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
      await page.goto(`/jobs/${id}?tab=money`)
      return {
        button: page.getByRole('button', { name: /^Confirm ₹102/ }),
        count: async () => {
          await sendVerdicts(page)
          return verdicts(page, id, 'confirmed')
        },
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
      await page.goto('/money/cash')
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
      await page.goto(`/jobs/${id}?tab=money`)
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
      await page.goto('/team')
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

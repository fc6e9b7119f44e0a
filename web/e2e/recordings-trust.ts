import type { Page } from 'playwright-core'
import { call, newJob, pause } from './people.ts'
import { events, pay, plate } from './recordings.ts'
import { joins } from './recordings-gate.ts'
import { type Garage, inDialog, many, type Recording, sleep, taken } from './taps.ts'

// The buttons by which cash is counted, and questions and discounts are answered.

/** Counts cash by hand-overs, or takes it by a sum, in the garage of the page. */
export async function counting(owner: Page, isOn: boolean) {
  const { id } = await call<{ id: string }>(owner, 'GET', '/api/workshops/me')
  await call(owner, 'PUT', `/api/workshops/${id}`, { blind_counts: isOn })
}

/** The manager is asked for no count: his app would show nothing else. */
export async function countsNothing(manager: Page) {
  const { count } = await call<{ count: { id: string } | null }>(manager, 'GET', '/api/custody/counts/asked')
  if (count) await call(manager, 'POST', `/api/custody/counts/${count.id}/answer`, { count: {} })
}

export const paid = async (manager: Page, amount: number) => {
  const { id } = await newJob(manager, { vehicle_number: plate() })
  await pay(manager, id, amount, 'cash')
}

/** Hands over 500 and has 400 received; returns the hand-over. */
async function receivedLess({ owner, manager }: Garage) {
  await countsNothing(manager.page)
  await counting(owner.page, true)
  await paid(manager.page, 500)
  const { id } = await call<{ id: string }>(manager.page, 'POST', '/api/settlements', {
    count: { '500': 1 },
    job_ids: [],
  })
  await call(owner.page, 'PUT', `/api/settlements/${id}/confirm`, { count: { '100': 4 } })
  return id
}

export async function logged(owner: Page, kind: string) {
  const path = `/api/audit?kind=${kind}`
  const before = await many(owner, path)
  return async () => (await many(owner, path)) - before
}

/** Waits for what the owner is asked about a job. */
async function askedAbout(owner: Page, jobId: string) {
  const path = '/api/exceptions?kind=estimate_lowered'
  for (let look = 0; look < 120; look++) {
    const rows = await call<{ id: string; about: { job?: string } }[]>(owner, 'GET', path)
    const row = rows.find(({ about }) => about.job === jobId)
    if (row) return row.id
    await sleep(500)
  }
  throw new Error('Nobody is asked about it')
}

export const TRUST: Recording[] = [
  {
    name: 'hand over by a count',
    who: 'manager',
    async open(page, { owner }) {
      await countsNothing(page)
      await counting(owner.page, true)
      await paid(page, 500)
      const before = await many(page, '/api/settlements')
      await page.goto('/money/cash')
      await page.getByLabel('Pieces of ₹100').fill(String(before + 1))
      return {
        button: page.getByRole('button', { name: /^Hand over ₹/ }),
        count: async () => (await many(page, '/api/settlements')) - before,
      }
    },
  },
  {
    name: 'book a difference of counts',
    who: 'owner',
    async open(page, garage) {
      const id = await receivedLess(garage)
      const count = await logged(page, 'settlement_difference')
      await page.goto(`/money/cash/${id}`)
      await page.getByRole('button', { name: 'Book ₹100 as cash difference' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Torn or false note' }).click()
      return { button: inDialog(page, 'Book the difference'), count }
    },
  },
  {
    name: 'ask for a surprise count',
    who: 'owner',
    async open(page, { manager }) {
      await countsNothing(manager.page)
      const before = await many(page, '/api/custody/counts')
      await page.goto('/trust')
      await page
        .getByRole('button', { name: /^Count now/ })
        .first()
        .click()
      return {
        button: inDialog(page, 'Ask for a count'),
        count: async () => (await many(page, '/api/custody/counts')) - before,
      }
    },
  },
  {
    name: 'end of day',
    who: 'visitor',
    async open(page, garage) {
      // Somebody new each time, for a day is closed once.
      await joins(garage, 'manager')
      await page.goto('/money/day/close')
      await page.getByLabel('Pieces of ₹500').waitFor()
      const button = page.getByRole('button', { name: /^Close the day with ₹/ })
      // Whoever has no cash is asked about it first.
      await button.click()
      await page.getByText(/^You have counted nothing/).waitFor()
      await pause(page)
      return {
        button,
        count: () => many(page, '/api/custody/days'),
      }
    },
  },
  {
    name: 'answer a question',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      await pay(manager.page, id, 500, 'cash')
      await call(manager.page, 'PUT', `/api/jobs/${id}`, { estimated_amount: 1500 })
      const question = await askedAbout(page, id)
      await page.goto('/trust')
      await page.getByRole('button', { name: 'I agreed to it' }).first().click()
      return {
        button: inDialog(page, 'Answer'),
        count: async () => {
          const rows = await call<{ id: string }[]>(page, 'GET', '/api/exceptions?state=answered')
          return rows.filter((row) => row.id === question).length
        },
      }
    },
  },
  {
    name: 'give a discount',
    who: 'owner',
    async open(page, { manager }) {
      await call(page, 'PUT', '/api/exceptions/settings', { discount_caps: { manager: 10 } })
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      const items = [{ kind: 'labour', description: 'Brakes', unit_price: 4000, discount: 1000 }]
      await call(manager.page, 'POST', `/api/jobs/${id}/discount-requests`, { items })
      const before = await events(page, id)
      await page.goto('/trust')
      return {
        button: page.getByRole('button', { name: 'Give it', exact: true }),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
  {
    name: 'ask for a discount',
    who: 'manager',
    async open(page, { owner }) {
      await countsNothing(page)
      await call(owner.page, 'PUT', '/api/exceptions/settings', { discount_caps: { manager: 10 } })
      const { id } = await newJob(page, { vehicle_number: plate() })
      await page.goto(`/jobs/${id}?tab=work`)
      await page.getByRole('button', { name: 'Enter labour and parts' }).click()
      await page.getByLabel('Description, line 1').fill('Clutch plate')
      await page.getByLabel('Price, line 1').fill('2500')
      await page.getByRole('button', { name: 'More, line 1' }).click()
      await page.getByLabel('Discount, line 1').fill('1000')
      await page.getByText(/^The estimate is/).waitFor()
      await page.getByRole('button', { name: 'Save labour and parts' }).click()
      const button = page.getByRole('button', { name: 'Ask the owner' })
      await button.waitFor()
      return {
        button,
        count: () => many(page, `/api/discount-requests?job_id=${id}`),
      }
    },
  },
  {
    name: 'ask about a kind no more',
    who: 'owner',
    async open(page) {
      await call(page, 'PUT', '/api/exceptions/settings', { muted: [] })
      await page.goto('/trust/settings')
      // Its words, not its box: a press on them is a press on the box.
      return {
        button: page.getByText('Estimate lowered', { exact: true }),
        count: taken(page, 'PUT', '/api/exceptions/settings'),
      }
    },
  },
  {
    name: 'set a reminder',
    who: 'manager',
    async open(page) {
      await countsNothing(page)
      const { id } = await newJob(page, { vehicle_number: plate() })
      const job = await call<{ vehicle_id: string }>(page, 'GET', `/api/jobs/${id}`)
      await page.goto(`/jobs/${id}?tab=work`)
      await page
        .getByRole('button', { name: 'Remind', exact: true })
        .filter({ visible: true })
        .first()
        .click()
      await page.getByRole('dialog').getByLabel('What is due again').fill('Brake fluid')
      await page.getByRole('dialog').getByLabel('Months').fill('12')
      return {
        button: inDialog(page, 'Set reminder'),
        count: () => many(page, `/api/service-reminders?due=all&vehicle_id=${job.vehicle_id}`),
      }
    },
  },
]

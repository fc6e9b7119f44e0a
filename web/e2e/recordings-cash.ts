import type { Page } from 'playwright-core'
import { call, dayOfBank, newJob } from './people.ts'
import { plate } from './recordings.ts'
import { joins } from './recordings-gate.ts'
import { counting, countsNothing, logged, paid } from './recordings-trust.ts'
import { type Garage, inDialog, many, type Recording, taken } from './taps.ts'

// The buttons by which cash is received and given back, a surprise count is made, and the bank's rows are confirmed.

/** Hands over 500 by a count; returns the hand-over. */
async function handedOver({ owner, manager }: Garage) {
  await countsNothing(manager.page)
  await counting(owner.page, true)
  await paid(manager.page, 500)
  const body = { count: { '500': 1 }, job_ids: [] }
  return (await call<{ id: string }>(manager.page, 'POST', '/api/settlements', body)).id
}

const HEADER = 'Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance'
let read = 0

/** Has a payment by UPI come into the bank, and its statement read. */
async function inTheBank(owner: Page, manager: Page) {
  const rrn = String(911112345000 + read)
  const { id } = await newJob(manager, { vehicle_number: plate() })
  const payment = { job_id: id, amount: 650, payment_type: 'partial', method: 'upi', reference: rrn }
  await call(manager, 'POST', '/api/payments', payment)
  const date = dayOfBank()
  const balance = 10_000 + 650 * ++read
  const row = `${date},UPI-RAVI-x@ybl-YESB0YBLUPI-${rrn}-SERVICE,0000${rrn},${date},,650.00,${balance}.00`
  await owner.goto('/money/bank')
  await owner.getByLabel('Statement', { exact: true }).setInputFiles({
    name: 'bank.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Account No : 50100012341234', HEADER, row].join('\r\n')),
  })
  await owner.getByRole('button', { name: /^Confirm all/ }).waitFor()
  return id
}

export const CASH: Recording[] = [
  {
    name: 'receive by a count',
    who: 'owner',
    async open(page, garage) {
      const id = await handedOver(garage)
      const count = await logged(page, 'settlement_confirmed')
      await page.goto(`/money/cash/${id}`)
      await page.getByLabel('Pieces of ₹500').fill('1')
      return { button: page.getByRole('button', { name: /^Received ₹500/ }), count }
    },
  },
  {
    name: 'reverse a hand-over',
    who: 'owner',
    async open(page, garage) {
      const id = await handedOver(garage)
      await call(page, 'PUT', `/api/settlements/${id}/confirm`, { count: { '500': 1 } })
      await page.goto(`/money/cash/${id}`)
      await page.getByRole('button', { name: 'Received by mistake' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Counted wrong' }).click()
      return {
        button: inDialog(page, 'Reverse'),
        count: async () => {
          const { reversed_at } = await call<{ reversed_at: string | null }>(
            page,
            'GET',
            `/api/settlements/${id}`,
          )
          return reversed_at === null ? 0 : 1
        },
      }
    },
  },
  {
    name: 'make a surprise count',
    who: 'manager',
    async open(page, { owner }) {
      await countsNothing(page)
      const me = await call<{ id: string }>(page, 'GET', '/api/auth/me')
      await call(owner.page, 'POST', '/api/custody/counts', { member_id: me.id })
      await page.goto('/')
      await page.getByLabel('Pieces of ₹100').fill('2')
      return {
        button: page.getByRole('button', { name: /^I counted ₹200/ }),
        count: taken(page, 'POST', '/answer'),
      }
    },
  },
  {
    name: 'confirm all that match in the bank',
    who: 'owner',
    async open(page, { manager }) {
      const id = await inTheBank(page, manager.page)
      return {
        button: page.getByRole('button', { name: /^Confirm all/ }),
        count: () => many(page, `/api/payments?job_id=${id}&confirmed=true`),
      }
    },
  },
  {
    name: 'save the limits of cash',
    who: 'owner',
    async open(page) {
      await page.goto('/trust/cash')
      const form = page.locator('form').filter({ has: page.getByLabel('Counts from') })
      await form.getByLabel('Cash in hand, at most').fill('20000')
      return {
        button: form.locator('button[type=submit]'),
        count: taken(page, 'PUT', '/api/custody/settings'),
      }
    },
  },
  {
    name: 'let a car leave unpaid',
    who: 'owner',
    async open(page, garage) {
      await joins(garage, 'gate')
      const { manager } = garage
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      await page.goto(`/jobs/${id}`)
      return {
        button: page.getByRole('button', { name: 'Let it leave unpaid' }),
        count: taken(page, 'POST', `/api/jobs/${id}/gate/release`),
      }
    },
  },
]

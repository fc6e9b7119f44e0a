import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Garage, Hand, Task } from './hand.ts'
import { call, newJob } from './people.ts'

// What is done most at the counter.

const PLATE = 'MH12AB1234'

const jobOf = (page: Page) => `/api/jobs/${new URL(page.url()).pathname.split('/').at(-1)}`

export async function move(page: Page, id: string, ...statuses: string[]) {
  for (const status of statuses) await call(page, 'PUT', `/api/jobs/${id}`, { status })
}

export const pay = (page: Page, jobId: string, amount: number, method = 'cash') =>
  call(page, 'POST', '/api/payments', { job_id: jobId, amount, payment_type: 'partial', method })

/** A car that is done, and waits for its owner and the money. */
export async function readyCar({ manager }: Garage) {
  const { id } = await newJob(manager.page)
  await move(manager.page, id, 'in_progress', 'completed')
  return id
}

/** The same, in a garage with a UPI address. */
async function readyCarWithUpi(garage: Garage) {
  const { id } = await call<{ id: string }>(garage.owner.page, 'GET', '/api/workshops/me')
  await call(garage.owner.page, 'POST', `/api/workshops/${id}/billing`, { vpa: 'raomotors@upi' })
  return readyCar(garage)
}

const leftToPay = (page: Page) => async () =>
  (await call<{ remaining_amount: number }>(page, 'GET', jobOf(page))).remaining_amount

async function payCash(hand: Hand) {
  await hand.button(/^Record ₹4,000 cash/, 'Record ₹4,000 cash')
  await expect.poll(leftToPay(hand.page)).toBe(0)
}

async function payByUpi(hand: Hand, reference?: string) {
  await hand.tap(hand.page.getByRole('radio', { name: 'UPI' }), 'UPI')
  const code = hand.page.getByRole('img', { name: 'QR code to pay ₹4,000 by UPI' })
  await code.waitFor()
  if (reference !== undefined) {
    await hand.tap(hand.page.getByLabel('UPI reference'), 'UPI reference')
    await hand.page.keyboard.type(reference)
    await hand.page.keyboard.press('Enter')
  } else await hand.button(/^Record ₹4,000 UPI/, 'Record ₹4,000 UPI')
  await expect.poll(leftToPay(hand.page)).toBe(0)
}

async function issueAndShare(hand: Hand) {
  const chat = hand.page.context().waitForEvent('page')
  await hand.button('Issue and open WhatsApp')
  await expect.poll(async () => (await chat).url()).toContain('wa.me')
  const job = await call<{ invoice_number: string }>(hand.page, 'GET', jobOf(hand.page))
  expect(decodeURIComponent((await chat).url())).toContain(job.invoice_number)
  await (await chat).close()
  const messages = () =>
    call<{ state: string }[]>(hand.page, 'GET', `/api/messages?job_id=${jobOf(hand.page).split('/').at(-1)}`)
  await expect.poll(async () => (await messages()).map(({ state }) => state)).toEqual(['draft'])
}

const newCar = async (hand: Hand, isByKeys: boolean) => {
  await hand.tap(hand.page.getByRole('link', { name: 'New job' }), 'New job')
  const said = [
    ['Customer', 'Latha Iyer'],
    ['Phone', '9820098201'],
    ['Car', 'Tata Nexon'],
    ['Work to be done', 'Clutch plate'],
  ] as const
  await hand.type('Vehicle number', 'MH14ZZ0001', isByKeys)
  for (const [field, text] of said) {
    if (!isByKeys) await hand.fill(field, text)
    else await hand.type(field, text, field !== 'Work to be done')
  }
  await startJob(hand)
}

async function startJob(hand: Hand) {
  await hand.fill('Estimate', '9000')
  await hand.button(/^Start job/, 'Start job')
  await hand.page.waitForURL(/\/jobs\/[\w-]{20,}$/)
}

export const COUNTER: Task[] = [
  {
    task: 'New job of a car that was here before',
    from: 'Today',
    target: 4,
    who: 'manager',
    async open({ manager }) {
      const { id } = await newJob(manager.page)
      await move(manager.page, id, 'in_progress', 'completed')
      await pay(manager.page, id, 4000)
      await move(manager.page, id, 'delivered', 'closed')
      return '/today'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: 'New job' }), 'New job')
      await hand.type('Vehicle number', PLATE)
      await hand.page.getByText('Filled in from').waitFor()
      await hand.fill('Work to be done', 'Clutch plate')
      await startJob(hand)
    },
  },
  {
    task: 'New job of a new customer, from field to field by the keyboard’s Next',
    from: 'Today',
    target: 6,
    who: 'manager',
    open: async () => '/today',
    act: (hand) => newCar(hand, true),
  },
  {
    task: 'The same, with a tap into each field',
    from: 'Today',
    target: null,
    who: 'manager',
    open: async () => '/today',
    act: (hand) => newCar(hand, false),
  },
  {
    task: 'The whole balance in cash',
    from: 'Today, the car that is ready',
    target: 2,
    who: 'manager',
    async open(garage) {
      await readyCar(garage)
      return '/today'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: `Take payment, ${PLATE}` }), 'Take payment')
      await payCash(hand)
    },
  },
  {
    task: 'The whole balance in cash',
    from: 'the job',
    target: 2,
    who: 'manager',
    open: async (garage) => `/jobs/${await readyCar(garage)}`,
    async act(hand) {
      await hand.button('Record payment')
      await payCash(hand)
    },
  },
  {
    task: 'The whole balance in cash',
    from: 'the list of jobs',
    target: null,
    who: 'manager',
    async open(garage) {
      await readyCar(garage)
      return '/jobs?view=list'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: new RegExp(PLATE) }), 'the row of the car')
      await hand.button('Record payment')
      await payCash(hand)
    },
  },
  {
    task: 'The whole balance by UPI, its QR code on the screen',
    from: 'Today, the car that is ready',
    target: 3,
    who: 'manager',
    async open(garage) {
      await readyCarWithUpi(garage)
      return '/today'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: `Take payment, ${PLATE}` }), 'Take payment')
      await payByUpi(hand)
    },
  },
  {
    task: 'The same with its reference number, sent by the keyboard’s Go',
    from: 'Today, the car that is ready',
    target: 3,
    who: 'manager',
    async open(garage) {
      await readyCarWithUpi(garage)
      return '/today'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: `Take payment, ${PLATE}` }), 'Take payment')
      await payByUpi(hand, '612345678901')
    },
  },
  {
    task: 'The whole balance by UPI, its QR code on the screen',
    from: 'the job',
    target: 3,
    who: 'manager',
    open: async (garage) => `/jobs/${await readyCarWithUpi(garage)}`,
    async act(hand) {
      await hand.button('Record payment')
      await payByUpi(hand)
    },
  },
  {
    task: 'The next status',
    from: 'the job',
    target: 1,
    who: 'manager',
    open: async ({ manager }) => `/jobs/${(await newJob(manager.page)).id}`,
    async act(hand) {
      await hand.button('Start work')
      await hand.page.getByRole('button', { name: 'Work completed' }).waitFor()
    },
  },
  {
    task: 'Undo it',
    from: 'the job, just moved',
    target: 1,
    who: 'manager',
    open: async ({ manager }) => `/jobs/${(await newJob(manager.page)).id}`,
    async act(hand) {
      await hand.button('Start work')
      hand.presses.length = 0
      await hand.button(/^Undo/, 'Undo')
      await hand.page.getByRole('button', { name: 'Start work' }).waitFor()
    },
  },
  {
    task: 'Bill and share',
    from: 'the job',
    target: 2,
    who: 'manager',
    open: async (garage) => `/jobs/${await readyCar(garage)}`,
    async act(hand) {
      await hand.button('Issue invoice')
      await issueAndShare(hand)
    },
  },
  {
    task: 'Bill and share',
    from: 'Today, paid and not billed',
    target: 2,
    who: 'manager',
    async open(garage) {
      const id = await readyCar(garage)
      await pay(garage.manager.page, id, 4000)
      await move(garage.manager.page, id, 'delivered')
      return '/today'
    },
    async act(hand) {
      const card = hand.page.locator('section', { hasText: 'Issue the invoice' })
      await hand.tap(card.getByRole('link', { name: new RegExp(PLATE) }), 'the car under Issue the invoice')
      await issueAndShare(hand)
    },
  },
]

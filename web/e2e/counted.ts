import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Garage, Hand, Task } from './hand.ts'
import { call, newJob } from './people.ts'

// What is done most in a garage, each with where it begins and the most presses that it may take.

const PLATE = 'MH12AB1234'

const jobOf = (page: Page) => `/api/jobs/${new URL(page.url()).pathname.split('/').at(-1)}`

async function move(page: Page, id: string, ...statuses: string[]) {
  for (const status of statuses) await call(page, 'PUT', `/api/jobs/${id}`, { status })
}

const pay = (page: Page, jobId: string, amount: number, method = 'cash') =>
  call(page, 'POST', '/api/payments', { job_id: jobId, amount, payment_type: 'partial', method })

/** A car that is done, and waits for its owner and the money. */
async function readyCar({ manager }: Garage) {
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

async function payByUpi(hand: Hand) {
  await hand.tap(hand.page.getByRole('radio', { name: 'UPI' }), 'UPI')
  const code = hand.page.getByRole('img', { name: 'QR code to pay ₹4,000 by UPI' })
  await code.waitFor()
  await hand.button(/^Record ₹4,000 UPI/, 'Record ₹4,000 UPI')
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

const verdicts = async (page: Page) =>
  (await call<{ verdict: string }[]>(page, 'GET', '/api/payments')).map(({ verdict }) => verdict)

/** Leaves the queue, which sends what could still be undone. */
async function confirmed(page: Page, count: number) {
  await page.goto('/settings')
  await expect.poll(() => verdicts(page)).toEqual(Array(count).fill('confirmed'))
}

async function toConfirm({ manager }: Garage) {
  const { id } = await newJob(manager.page)
  for (const amount of [101, 102, 103]) await pay(manager.page, id, amount, 'upi')
  return '/today'
}

const openQueue = (hand: Hand) => hand.tap(hand.page.getByRole('link', { name: /^To confirm/ }), 'To confirm')

const NOTES = [
  ['2,000', '1'],
  ['500', '1'],
  ['200', '1'],
  ['100', '2'],
  ['50', '1'],
  ['20', '2'],
] as const

/** A garage in which cash is counted, with some in the manager's hand. */
async function cashToCount({ owner, manager }: Garage) {
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, { blind_counts: true })
  const { id } = await newJob(manager.page)
  await pay(manager.page, id, 3000)
  return '/today'
}

async function handOverCounted(hand: Hand, isByKeys: boolean) {
  await hand.tap(hand.page.getByRole('link', { name: 'Count and hand over' }), 'Count and hand over')
  for (const [at, [face, pieces]] of NOTES.entries()) {
    const field = `Pieces of ₹${face}`
    if (isByKeys && at > 0) await hand.type(field, pieces, true)
    else await hand.fill(field, pieces)
    if (isByKeys && at === 0) await hand.page.keyboard.press('Enter')
  }
  await hand.button('Hand over ₹2,990')
  const rows = () => call<{ amount: number }[]>(hand.page, 'GET', '/api/settlements')
  await expect.poll(async () => (await rows())[0]?.amount).toBe(2990)
}

/** A garage that closes its days, with some cash in the manager's hand. */
async function dayToClose({ owner, manager }: Garage) {
  const settings = { amount: null, age_hours: null, closes_at: '23:59' }
  await call(owner.page, 'PUT', '/api/custody/settings', settings)
  const { id } = await newJob(manager.page)
  await pay(manager.page, id, 2990)
  return '/money/cash'
}

export const TASKS: Task[] = [
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
  {
    task: 'Confirm one payment',
    from: 'Today',
    target: 2,
    who: 'owner',
    async open({ manager }) {
      const { id } = await newJob(manager.page)
      await pay(manager.page, id, 101, 'upi')
      return '/today'
    },
    async act(hand) {
      await openQueue(hand)
      await hand.button(/^Confirm ₹101/, '✓')
      await confirmed(hand.page, 1)
    },
  },
  {
    task: 'Confirm all payments',
    from: 'Today',
    target: 3,
    who: 'owner',
    open: toConfirm,
    async act(hand) {
      await openQueue(hand)
      await hand.tap(hand.page.getByRole('checkbox', { name: /^Select all/ }), 'Select all')
      await hand.button('Confirm 3 payments, ₹306')
      await confirmed(hand.page, 3)
    },
  },
  {
    task: 'Receive cash',
    from: 'Today',
    target: 2,
    who: 'owner',
    async open({ manager }) {
      const { id } = await newJob(manager.page)
      await pay(manager.page, id, 300)
      await call(manager.page, 'POST', '/api/settlements', { amount: 300, job_ids: [] })
      return '/today'
    },
    async act(hand) {
      await hand.button(/^Received ₹300/, 'Received')
      const dialog = hand.page.getByRole('dialog')
      await hand.tap(dialog.getByRole('button', { name: 'Received ₹300' }), 'Received ₹300')
      const received = () => call<{ verdict: string }[]>(hand.page, 'GET', '/api/settlements')
      await expect.poll(async () => (await received())[0]?.verdict).toBe('confirmed')
    },
  },
  {
    task: 'Count six kinds of notes and hand them over, from note to note by the keyboard’s Next',
    from: 'Today',
    target: 12,
    who: 'manager',
    open: cashToCount,
    act: (hand) => handOverCounted(hand, true),
  },
  {
    task: 'The same, with a tap into each field',
    from: 'Today',
    target: 12,
    who: 'manager',
    open: cashToCount,
    act: (hand) => handOverCounted(hand, false),
  },
  {
    task: 'Count what was handed over',
    from: 'Today',
    target: 4,
    who: 'owner',
    async open(garage) {
      await cashToCount(garage)
      const count = { 500: 1, 200: 1 }
      await call(garage.manager.page, 'POST', '/api/settlements', { count, job_ids: [] })
      return '/today'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: /^Count cash from/ }), 'Count')
      for (const [face, pieces] of NOTES.slice(0, 3)) {
        await hand.type(`Pieces of ₹${face}`, face === '2,000' ? '0' : pieces, true)
      }
      await hand.button('Received ₹700')
      await hand.page.getByText('The counts agree').waitFor()
    },
  },
  {
    task: 'Close the day with six kinds of notes, with a tap into each field',
    from: 'Cash',
    target: 10,
    who: 'manager',
    open: dayToClose,
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: 'Close the day' }), 'Close the day')
      for (const [face, pieces] of NOTES) await hand.fill(`Pieces of ₹${face}`, pieces)
      await hand.button('Close the day with ₹2,990')
      await hand.page.getByText(/^You closed this day/).waitFor()
    },
  },
  {
    task: 'A surprise count of six kinds of notes, with a tap into each field',
    from: 'whatever page it was asked on',
    target: 10,
    who: 'manager',
    async open(garage) {
      await dayToClose(garage)
      const [who] = await call<{ id: string }[]>(garage.owner.page, 'GET', '/api/managers')
      await call(garage.owner.page, 'POST', '/api/custody/counts', { member_id: who?.id })
      return '/today'
    },
    async act(hand) {
      for (const [face, pieces] of NOTES) await hand.fill(`Pieces of ₹${face}`, pieces)
      await hand.button('I counted ₹2,990')
      await hand.page.getByText('It is what the book says.').waitFor()
    },
  },
  {
    task: 'Call who owes',
    from: 'Today',
    target: 2,
    who: 'owner',
    async open(garage) {
      const id = await readyCar(garage)
      await move(garage.manager.page, id, 'credit_pending')
      return '/today'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: /Owed after delivery/ }), 'Owed after delivery')
      const call = hand.page.getByRole('link', { name: /^Call / })
      await call.waitFor()
      expect(await call.getAttribute('href')).toBe('tel:+919820098200')
      await hand.tap(call, 'Call')
    },
  },
  {
    task: 'Last month’s figures',
    from: 'Today',
    target: 2,
    who: 'owner',
    async open({ manager }) {
      await newJob(manager.page)
      return '/today'
    },
    async act(hand) {
      await hand.tap(hand.page.getByRole('link', { name: 'Last month' }), 'Last month')
      await hand.page.waitForURL('**/reports?*')
      await hand.page.getByText('Revenue').first().waitFor()
    },
  },
]

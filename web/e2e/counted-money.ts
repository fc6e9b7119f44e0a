import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { move, pay, readyCar } from './counted-counter.ts'
import type { Garage, Hand, Task } from './hand.ts'
import { call, newJob } from './people.ts'

// What is done most with the garage's money.

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

export const MONEY: Task[] = [
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

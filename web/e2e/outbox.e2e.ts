import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage } from './people.ts'
import { type Kind, type Meant, type Opened, PART, Phone } from './phone.ts'

// With the other journeys a few, always the same; `make test-outbox` draws new ones.
const FEW = 5
const STORIES = Number(process.env.REVOPS_OUTBOX_STORIES ?? FEW)
const SEED = Number(process.env.REVOPS_OUTBOX_SEED || (STORIES > FEW ? Date.now() % 1_000_000 : 1))
let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Numbers that come in the same order for the same seed (mulberry32). */
function drawing(seed: number) {
  let state = seed
  const number = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    chance: (share: number) => number() < share,
    among: <T>(all: readonly T[]) => all[Math.floor(number() * all.length)] as T,
    upTo: (most: number) => 1 + Math.floor(number() * most),
  }
}
type Draw = ReturnType<typeof drawing>

const FAULTS = [
  'cut',
  'slow',
  'lost answers',
  'doubled',
  'tab killed',
  'browser restarted',
  'clock changed',
  'another user',
  'two phones',
  'undone',
] as const
type Fault = (typeof FAULTS)[number]

interface Detail {
  status: string
  total_paid: number
  payments: { id: string; amount: number; verdict: string; notes: string | null }[]
  updates: { changes: Record<string, unknown> | null }[]
}

// What the other phone says of its payment.
const OTHER_PHONE = 'From the other phone'

// How far a clock is set, an hour, a day or a month, either way.
const HOUR_MS = 3_600_000
const SETTINGS_HOURS = [-30 * 24, -24, -1, 1, 24, 40 * 24]

let made = 0
/** How much the clock of the phone is fast: ids and the times of photos are by it. */
let aheadMs = 0

/** Sets the clock of the phone, for all that it says and makes from here on. */
async function setClock(phone: Phone, draw: Draw | null) {
  aheadMs = draw ? draw.among(SETTINGS_HOURS.filter((hours) => hours * HOUR_MS !== aheadMs)) * HOUR_MS : 0
  await phone.setClock(aheadMs)
}

/** An id as the phone makes it. */
function newId(): string {
  made += 1
  const time = (Date.now() + aheadMs + made).toString(16).padStart(12, '0')
  const rest = crypto.randomUUID().replaceAll('-', '')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(13, 16)}-8${rest.slice(17, 20)}-${rest.slice(20)}`
}

/** What somebody means to do to one car, one thing after the other. */
function meantFor(draw: Draw, number: number, withPhotos: boolean): Meant[] {
  const jobId = newId()
  const json = (kind: Kind, method: string, path: string, said: object): Meant => ({
    id: newId(),
    kind,
    jobId,
    request: { method, path },
    body: JSON.stringify(said),
  })
  const all = [
    json('job', 'POST', '/api/jobs', {
      id: jobId,
      customer_name: `Customer ${number}`,
      phone: `+9198${String(10_000_000 + number)}`,
      car_model: 'Maruti Swift',
      vehicle_number: `MH12ZZ${String(1000 + number)}`,
      work_description: 'Brake pads, front',
      estimated_amount: 9000,
      planned_completion_days: 2,
    }),
  ]
  const moves = ['pending', 'in_progress', 'waiting_for_parts', 'in_progress', 'completed']
  let moved = 0
  for (let left = 1 + draw.upTo(5); left > 0; left -= 1) {
    if (draw.chance(0.45) && moved < moves.length - 1) {
      const [from_status, status] = [moves[moved], moves[moved + 1]]
      moved += 1
      all.push(json('status', 'PUT', `/api/jobs/${jobId}`, { status, from_status }))
    } else {
      all.push(
        json('payment', 'POST', '/api/payments', {
          id: newId(),
          job_id: jobId,
          // No two alike, for the second within half a minute is asked about.
          amount: 100 + all.length * 7 + (number % 50),
          payment_type: 'partial',
          method: draw.among(['cash', 'upi']),
        }),
      )
    }
  }
  if (withPhotos) {
    const id = newId()
    const path = `/api/jobs/${jobId}/photos/${id}?kind=intake&taken_at=${new Date(Date.now() + aheadMs).toISOString()}`
    all.push({ id, kind: 'photo', jobId, request: { method: 'PUT', path }, body: null })
  }
  return all
}

const handedOver: number[] = []

/** Cash that is counted and handed over: at most what came from jobs in this story. */
function handOverOf(draw: Draw, before: readonly Meant[]): Meant | null {
  const cash = before.reduce((sum, meant) => sum + cashOf(meant), 0)
  if (cash < 20) return null
  const tens = draw.upTo(Math.floor(cash / 10) - 1)
  // No sum again so soon, for the second within half a minute is asked about.
  const ones = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((some) => !handedOver.includes(tens * 10 + some)) ?? 0
  handedOver.push(tens * 10 + ones)
  return {
    id: newId(),
    kind: 'hand-over',
    jobId: '',
    request: { method: 'POST', path: '/api/settlements' },
    body: JSON.stringify({ id: newId(), count: { '10': tens, '1': ones }, job_ids: [] }),
  }
}

/** What something adds to the cash in hand, or takes from it. */
function cashOf({ kind, body }: Meant): number {
  if (kind === 'payment') {
    const { amount, method } = JSON.parse(body ?? '')
    return method === 'cash' ? amount : 0
  }
  if (kind !== 'hand-over') return 0
  const { count } = JSON.parse(body ?? '')
  return -(10 * count['10'] + count['1'])
}

const WRITES = (url: URL) => /^\/api\/(jobs|payments|settlements)/.test(url.pathname)

/** Does something to the network of a phone, for whatever tab, until the story mends it. */
async function disturb({ context }: Phone, fault: Fault, draw: Draw) {
  const on = (handle: (route: Route) => Promise<void>) =>
    context.route(WRITES, (route) =>
      // A tab that is gone waits for nothing.
      route.request().method() === 'GET' ? route.fallback() : handle(route).catch(() => {}),
    )
  if (fault === 'cut') await context.setOffline(true)
  if (fault === 'slow')
    await on(async (route) => {
      await new Promise((done) => setTimeout(done, 100 * draw.upTo(4)))
      await route.fallback()
    })
  if (fault === 'lost answers')
    await on(async (route) => {
      if (draw.chance(0.5)) return route.fallback()
      await route.fetch()
      await route.abort('connectionreset')
    })
  if (fault === 'doubled')
    await on(async (route) => {
      const [, response] = await Promise.all([route.fetch(), route.fetch()])
      await route.fulfill({ response })
    })
}

async function mend({ context }: Phone) {
  await context.unrouteAll({ behavior: 'ignoreErrors' })
  await context.setOffline(false)
}

const seen: Record<string, number> = {}

test(`${STORIES} stories of a phone, its network and its people: the server has what was meant, in order, once`, async () => {
  // biome-ignore lint/suspicious/noConsole: to tell a story again
  console.info(`outbox stories: seed ${SEED}`)
  const { owner, manager, emails, password } = await newGarage(browser, { size: 'phone' })
  await manager.context.close()
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, { blind_counts: true })
  const phone = new Phone()
  await phone.start()
  await phone.logIn(emails.manager, password)
  for (let story = 0; story < STORIES; story += 1) {
    const draw = drawing(SEED + story)
    // Each in its turn, with another: in half of all FAULTS.length stories, and in as few, each has been there.
    const other = STORIES > FEW ? draw.upTo(FAULTS.length - 1) : FEW
    const faults = [story, story + other].map((index) => FAULTS[index % FAULTS.length] as Fault)
    for (const fault of faults) seen[fault] = (seen[fault] ?? 0) + 1
    const told = `seed ${SEED}, story ${story}: ${faults.join(', ')}`
    const start = performance.now()
    await tell(phone, owner.page, story, faults, draw, { emails, password }).catch((error) => {
      throw new Error(`${told}\n${error instanceof Error ? error.stack : error}`)
    })
    // biome-ignore lint/suspicious/noConsole: how long each takes
    console.info(`${told}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
  if (STORIES >= FEW) expect(Object.keys(seen).sort()).toEqual([...FAULTS].sort())
  await phone.end()
  await owner.context.close()
})

interface People {
  emails: { owner: string; manager: string }
  password: string
}

async function tell(
  phone: Phone,
  owner: Page,
  story: number,
  faults: readonly Fault[],
  draw: Draw,
  { emails, password }: People,
) {
  const isClockSet = faults.includes('clock changed')
  if (isClockSet) await setClock(phone, draw)
  const cars = Array.from({ length: draw.upTo(2) }, (_, car) =>
    meantFor(draw, story * 10 + car, draw.chance(0.3)),
  )
  for (const fault of faults) await disturb(phone, fault, draw)
  // What is recorded by one clock is sent by another.
  if (isClockSet) await phone.context.setOffline(true)

  // Done car by car as somebody at the counter goes from one to the other.
  const inOrder: Meant[] = []
  const left = cars.map((meant) => [...meant])
  while (left.some(({ length }) => length > 0)) {
    const next = draw.among(left.filter(({ length }) => length > 0)).shift()
    if (next) inOrder.push(next)
    const handOver = draw.chance(0.25) ? handOverOf(draw, inOrder) : null
    if (handOver) inOrder.push(handOver)
  }
  const inHand = (await call<{ cash_in_hand: number }>(phone.page, 'GET', '/api/settlements/cash'))
    .cash_in_hand
  const half = Math.floor(inOrder.length / 2)
  const isOnTwo = faults.includes('two phones')
  for (const [index, meant] of inOrder.entries()) {
    if (index === half) await inTheMiddle(phone, faults, draw, { emails, password })
    // Both phones know the job; one of them has no network or a bad one from here on.
    if (isOnTwo && meant.kind === 'job')
      await call(phone.page, 'POST', '/api/jobs', JSON.parse(meant.body ?? ''))
    else await phone.post(meant)
    if (isOnTwo && meant.kind === 'payment') await payFromOther(owner, meant.jobId)
  }
  const undone = faults.includes('undone') ? await undoLast(phone, inOrder) : null
  if (isClockSet) await setClock(phone, draw)
  await mend(phone)
  // The tab may have been another since the network was disturbed.
  await phone.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await phone.page.getByRole('button', { name: /not sent/ }).waitFor({ state: 'detached' })
  await expect.poll(() => unsentOn(phone.page)).toBe(0)
  for (const meant of cars) await compare(owner, meant, undone)
  await compareCash(owner, inHand, inOrder, undone)
  if (isClockSet) await setClock(phone, null)
}

/** The owner, at another phone, takes money for the same job. */
function payFromOther(owner: Page, jobId: string) {
  const said = { job_id: jobId, amount: 11, payment_type: 'partial', method: 'cash', notes: OTHER_PHONE }
  return call(owner, 'POST', '/api/payments', said)
}

async function inTheMiddle(phone: Phone, faults: readonly Fault[], draw: Draw, { emails, password }: People) {
  const isCut = faults.includes('cut')
  if (faults.includes('clock changed')) await setClock(phone, draw)
  if (
    faults.includes('tab killed') ||
    faults.includes('browser restarted') ||
    faults.includes('another user')
  ) {
    await phone.context.setOffline(false)
    if (faults.includes('browser restarted')) {
      await phone.restart()
      for (const fault of faults) if (fault !== 'cut') await disturb(phone, fault, draw)
    } else await phone.killTab()
  }
  if (faults.includes('another user')) {
    await phone.logOut()
    const before = await unsentOn(phone.page)
    await phone.logIn(emails.owner, password)
    // Neither seen nor sent by somebody else.
    expect(await phone.page.getByRole('button', { name: /not sent/ }).count()).toBe(0)
    expect(await unsentOn(phone.page)).toBe(before)
    await phone.logOut()
    await phone.logIn(emails.manager, password)
  }
  await phone.context.setOffline(isCut)
}

/** How much is kept on the phone, of whomever. */
function unsentOn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open('revops')
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction('outbox').objectStore('outbox').count()
          counting.onsuccess = () => {
            opening.result.close()
            done(counting.result)
          }
        }
      }),
  )
}

/** Takes the last payment, move or hand-over back, wherever it is by then: here, on its way, or recorded. Returns its id. */
async function undoLast(phone: Phone, all: readonly Meant[]): Promise<string | null> {
  const last = all.findLast(({ kind }) => kind !== 'job' && kind !== 'photo')
  if (!last) return null
  await phone.page.evaluate(
    async ([part, id]) => {
      const { box, posted } = await (window as unknown as Opened).opened(part)
      const kept = () =>
        new Promise<object | undefined>((done) => {
          const opening = indexedDB.open('revops')
          opening.onsuccess = () => {
            const asked = opening.result.transaction('outbox').objectStore('outbox').index('id').get(id)
            asked.onsuccess = () => {
              opening.result.close()
              done(asked.result)
            }
          }
        })
      let entry = (await kept()) ?? posted[id]
      // It is neither for the moment in which the answer is told.
      for (let tries = 0; !entry && tries < 40; tries += 1) {
        await new Promise((done) => setTimeout(done, 50))
        entry = posted[id]
      }
      if (!entry) throw new Error('neither kept nor sent')
      // Not waited for: without a network it is kept, too.
      void box.undo(entry).catch(() => {})
      await new Promise((done) => setTimeout(done, 100))
    },
    [PART, last.id] as const,
  )
  return last.id
}

/** The server has exactly what was meant, in order, each once. */
async function compare(owner: Page, meant: readonly Meant[], undone: string | null) {
  const { jobId } = meant[0] as Meant
  const job = await call<Detail>(owner, 'GET', `/api/jobs/${jobId}`)
  const said = meant.map(({ id, kind, body }) => ({ key: id, kind, ...JSON.parse(body ?? '{}') }))
  const payments = said.filter(({ kind, key }) => kind === 'payment' && key !== undone)
  const standing = job.payments.filter(
    ({ verdict, notes }) => verdict !== 'rejected' && notes !== OTHER_PHONE,
  )
  expect(standing.map(({ id, amount }) => [id, amount]).reverse()).toEqual(
    payments.map(({ id, amount }) => [id, amount]),
  )
  const made = job.updates.flatMap(({ changes }) => (changes?.status ? [changes.status] : [])).reverse()
  const moves = said.filter(({ kind }) => kind === 'status')
  const asMoved = ({ from_status, status }: (typeof said)[number]) => [from_status, status]
  // What was undone after it was recorded is there and back again; what had not left is not there at all.
  const back = moves
    .filter(({ key }) => key === undone)
    .map(({ from_status, status }) => [status, from_status])
  const withBack = [...moves.map(asMoved), ...back]
  const without = moves.filter(({ key }) => key !== undone).map(asMoved)
  expect(made).toEqual(made.length === without.length ? without : withBack)
  const photos = await call<{ id: string }[]>(owner, 'GET', `/api/jobs/${jobId}/photos`)
  expect(photos.map(({ id }) => id)).toEqual(meant.flatMap(({ id, kind }) => (kind === 'photo' ? [id] : [])))
}

interface HandedOver {
  id: string
  verdict: string
  counted_amount: number
  book_amount: number
}

/**
 * The cash that was handed over came once each, after all cash that was taken in before it and before all that was taken
 * in later: the book shows it as soon as the owner has counted, too.
 */
async function compareCash(owner: Page, inHand: number, inOrder: readonly Meant[], undone: string | null) {
  let book = inHand
  const expected: object[] = []
  for (const meant of inOrder) {
    if (meant.kind === 'hand-over' && meant.id !== undone) {
      const { id, count } = JSON.parse(meant.body ?? '')
      await call(owner, 'PUT', `/api/settlements/${id}/confirm`, { count })
      expected.push({ id, counted_amount: -cashOf(meant), book_amount: book })
    }
    book += cashOf(meant)
  }
  const pages = await call<HandedOver[]>(owner, 'GET', '/api/settlements?limit=100')
  const those = pages.filter(({ verdict }) => verdict === 'confirmed').slice(0, expected.length)
  expect(those.reverse()).toMatchObject(expected)
  expect(pages.filter(({ verdict }) => verdict === 'pending')).toEqual([])
}

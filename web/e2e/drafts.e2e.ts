import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob } from './people.ts'

// What was entered without a network, and what the server says of it later.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const unsent = (page: Page) => button(page, /not sent$/)

const SHOTS = process.env.REVOPS_SHOTS

/** Looks that nothing is cut off or too small to press; keeps a picture where one is asked for. */
async function look(page: Page, name: string) {
  await settle(page)
  expect(await lookAt(page), name).toEqual([])
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

interface Taken {
  id: string
  phone: string
  total_paid: number
}
interface Person {
  page: Page
  context: BrowserContext
}

/** Lets a phone keep the app, as it does after its first visit, and cuts its network. */
async function goOffline({ page, context }: Person, path: string) {
  await page.goto(path)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await context.setOffline(true)
  await page.getByText('No network').first().waitFor()
}

/** Takes a car in where there is no network, and money for it: both wait on this phone. */
async function takeIn(person: Person, said: { phone: string; advance?: string }) {
  const { page } = person
  await goOffline(person, '/jobs/new')
  await field(page, 'Vehicle number').fill('MH14QQ7001')
  await field(page, 'Customer').fill('Farhan Shaikh')
  await field(page, 'Phone').fill(said.phone)
  await field(page, 'Car').fill('Maruti Swift')
  await field(page, 'Work to be done').fill('Strange noise in front')
  await field(page, 'Estimate').fill('5000')
  await page.getByLabel(/^Advance/).fill(said.advance ?? '900')
  await button(page, /^Start job/).click()
}

test('two phones take in the same car without a network: the later one is asked, and its money is not lost', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', serviceWorkers: 'allow' })
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, { managers_see: 'all' })
  for (const person of [owner, manager]) {
    await takeIn(person, { phone: '98200 98200' })
    await unsent(person.page).waitFor()
    // On paper it says what it is.
    await person.page.emulateMedia({ media: 'print' })
    await person.page.getByText('Draft: it is not in the books yet.').waitFor()
    await person.page.emulateMedia({ media: 'screen' })
  }
  await owner.context.setOffline(false)
  await unsent(owner.page).waitFor({ state: 'detached' })
  await manager.context.setOffline(false)
  const { page } = manager
  // The refusal says what is there, and leads on.
  await button(page, /^Start another job: /).waitFor()
  await page.getByText('Not sent: needs you').waitFor()
  await look(page, 'car-there-already')
  expect(await call<Taken[]>(owner.page, 'GET', '/api/jobs')).toHaveLength(1)
  await button(page, /^Use the open job: /).click()
  await unsent(page).waitFor({ state: 'detached' })
  const [job, ...others] = await call<Taken[]>(owner.page, 'GET', '/api/jobs')
  expect(others).toEqual([])
  // Both took the advance, and both are in the books.
  expect(job?.total_paid).toBe(1800)
  await page.waitForURL(new RegExp(`/jobs/${job?.id}$`))
  await manager.context.close()
  await owner.context.close()
})

test('a car that the server refuses later comes back with what was typed, and is sent once it is mended', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', serviceWorkers: 'allow' })
  const { page } = manager
  const members = await call<{ id: string; role: string }[]>(owner.page, 'GET', '/api/members')
  const id = members.find(({ role }) => role === 'manager')?.id
  await call(owner.page, 'PUT', `/api/members/${id}`, { limits: { cash_payment: 900 } })
  // What a phone number lacks is said at once, also without a network.
  await takeIn(manager, { phone: '98200 9820', advance: '1,200' })
  await page.getByText('This number has 9 digits').waitFor()
  await field(page, 'Phone').fill('98200 98200')
  // How much cash he may take is the server's to say.
  await button(page, /^Start job/).click()
  await unsent(page).waitFor()
  await manager.context.setOffline(false)
  await button(page, /^Change: /).click()
  await page.waitForURL(/\/jobs\/new/)
  expect(await field(page, 'Vehicle number').inputValue()).toBe('MH14QQ7001')
  expect(await call<Taken[]>(page, 'GET', '/api/jobs')).toEqual([])
  await page.getByLabel(/^Advance/).fill('900')
  await button(page, /^Start job/).click()
  // The form hears that it was recorded, and goes on.
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  await expect
    .poll(() => call<Taken[]>(page, 'GET', '/api/jobs'))
    .toMatchObject([{ phone: '+919820098200', total_paid: 900 }])
  await unsent(page).waitFor({ state: 'detached' })
  await manager.context.close()
  await owner.context.close()
})

interface HandedOver {
  id: string
  counted_amount: number
  book_amount: number
}

test('cash counted without a network waits behind what was taken in, across a reload, and is handed over once', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', serviceWorkers: 'allow' })
  const { page } = manager
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, { blind_counts: true })
  await page.goto('/money/cash')
  await button(page, 'Hand over cash').waitFor()
  await takeIn(manager, { phone: '98200 98200' })
  await unsent(page).waitFor()
  await page.goto('/money/cash')
  await page.getByLabel('Pieces of ₹500').fill('1')
  await page.getByLabel('Pieces of ₹100').fill('4')
  await button(page, 'Hand over ₹900').click()
  await page.getByText('₹900 handed over', { exact: true }).first().waitFor()
  await button(page, '2 not sent').waitFor()
  await look(page, 'handed-over-not-sent')
  await page.reload()
  await page.getByText('₹900 handed over', { exact: true }).first().waitFor()
  expect(await call<HandedOver[]>(owner.page, 'GET', '/api/settlements')).toEqual([])

  await manager.context.setOffline(false)
  await unsent(page).waitFor({ state: 'detached' })
  const [handed, ...others] = await call<HandedOver[]>(page, 'GET', '/api/settlements')
  expect(others).toEqual([])
  expect(handed).toMatchObject({ counted_amount: 900 })
  await call(owner.page, 'PUT', `/api/settlements/${handed?.id}/confirm`, { count: { '100': 9 } })
  // The advance was in the book before the count came.
  const [received] = await call<HandedOver[]>(owner.page, 'GET', '/api/settlements')
  expect(received).toMatchObject({ counted_amount: 900, book_amount: 900 })
  await manager.context.close()
  await owner.context.close()
})

test('cash handed over by its sum is refused later where it must be counted, and comes back', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', serviceWorkers: 'allow' })
  const { page } = manager
  const { id } = await newJob(page)
  const paid = { job_id: id, amount: 700, payment_type: 'partial', method: 'cash' }
  await call(page, 'POST', '/api/payments', paid)
  await goOffline(manager, '/money/cash')
  const notes = page.getByRole('textbox', { name: /^Notes/ })
  await notes.fill('Of Monday')
  await button(page, 'Hand over ₹700').click()
  await unsent(page).waitFor()
  // Handed over here is no longer to be handed over.
  await page.getByText('All of it is waiting for the owner').waitFor()
  const workshop = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop.id}`, { blind_counts: true })
  await manager.context.setOffline(false)
  await button(page, /^Change: /).click()
  await page.getByLabel('Pieces of ₹100').fill('7')
  expect(await notes.inputValue()).toBe('Of Monday')
  await button(page, 'Hand over ₹700').click()
  await expect
    .poll(() => call<HandedOver[]>(page, 'GET', '/api/settlements'))
    .toMatchObject([{ counted_amount: 700, notes: 'Of Monday' }])
  await unsent(page).waitFor({ state: 'detached' })
  await manager.context.close()
  await owner.context.close()
})

interface Day {
  id: string
  closing: { counted: number; reason: string | null }
}

test('a day that was closed without a network is closed once it is said why the count differs', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', serviceWorkers: 'allow' })
  const { page } = manager
  await call(owner.page, 'PUT', '/api/custody/settings', {
    amount: null,
    age_hours: null,
    closes_at: '20:30',
  })
  const { id } = await newJob(page)
  const paid = { job_id: id, amount: 700, payment_type: 'partial', method: 'cash' }
  await call(page, 'POST', '/api/payments', paid)
  await goOffline(manager, '/money/cash')
  await page.getByRole('link', { name: 'Close the day' }).click()
  await page.getByLabel('Pieces of ₹500').fill('1')
  const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 240 } })
  const taken = { name: 'photo.png', mimeType: 'image/png', buffer }
  await page.getByLabel('Take a photo of the cash').setInputFiles(taken)
  await button(page, 'Close the day with ₹500').click()
  await unsent(page).waitFor()
  await page.getByText('You closed this day on this device').waitFor()
  expect(await page.getByRole('link', { name: 'Close the day' }).count()).toBe(0)
  await manager.context.setOffline(false)
  // What was typed is there, with what the server said of it.
  await button(page, /^Change: /).click()
  await page.getByText('₹200 is missing').waitFor()
  await look(page, 'day-comes-back')
  await field(page, 'Why it differs').fill('Change for the tea shop')
  await button(page, 'Close the day with ₹500').click()
  await expect
    .poll(() => call<Day[]>(page, 'GET', '/api/custody/days'))
    .toMatchObject([{ closing: { counted: 500, reason: 'Change for the tea shop' } }])
  await unsent(page).waitFor({ state: 'detached' })
  // The photo that was taken with it is of the day, which had no name here.
  const [day] = await call<Day[]>(page, 'GET', '/api/custody/days')
  expect(await call<Taken[]>(page, 'GET', `/api/cash-photos?about=${day?.id}`)).toHaveLength(1)
  await manager.context.close()
  await owner.context.close()
})

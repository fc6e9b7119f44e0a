import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newCustomer, newGarage, newJob, openPart, SIZES } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

// Pictures for whoever wants to look: REVOPS_PICTURES=folder.
const PICTURES = process.env.REVOPS_PICTURES

async function picture(page: Page, name: string) {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  const isCustomers = new URL(page.url()).pathname.startsWith('/c/')
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: isCustomers })
}

/** A photo as the phone's camera would give it, in a colour of its own. */
async function photo(page: Page, hue: number) {
  const data = await page.evaluate((colour) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1600, height: 1200 })
    const context = canvas.getContext('2d') as CanvasRenderingContext2D
    context.fillStyle = `hsl(${colour} 45% 40%)`
    context.fillRect(0, 0, 1600, 1200)
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
  }, hue)
  return { name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(data, 'base64') }
}

// The quick intake as it ships: what is tapped, or measured, at each of its twelve points.
const FOUND: [title: string, said: 'Good' | 'Soon' | 'Now' | number, colour?: 'Good' | 'Soon' | 'Now'][] = [
  ['Odometer', 41_250],
  ['Warning lights', 'Good'],
  ['Body and paint', 'Soon'],
  ['Glass and mirrors', 'Good'],
  ['Engine oil', 'Soon'],
  ['Coolant', 'Good'],
  ['Battery', 12.1, 'Soon'],
  ['Front tyres, tread', 5, 'Good'],
  ['Rear tyres, tread', 4.5, 'Good'],
  ['Front brake pads', 2.5, 'Now'],
  ['All lights', 'Good'],
  ['Wipers and washer', 'Now'],
]

/** Looks the car over point by point; what needs work gets a photo. */
async function inspect(page: Page) {
  await page.getByRole('button', { name: 'Quick check at intake' }).click()
  const sheet = page.getByRole('dialog')
  for (const [index, [title, said, colour]] of FOUND.entries()) {
    await sheet.getByRole('heading', { name: title }).waitFor()
    if (typeof said === 'number') await sheet.getByLabel(/^Measured/).fill(String(said))
    if (colour) await sheet.getByRole('button', { name: `${colour}: save` }).click()
    else
      await sheet
        .getByRole('button', { name: typeof said === 'number' ? 'Save reading' : said, exact: true })
        .click()
    const found = colour ?? said
    if (found !== 'Soon' && found !== 'Now') continue
    await sheet.getByLabel(`Take photo: ${title}`).setInputFiles(await photo(page, index * 30))
    await sheet.getByRole('list', { name: `Photos of ${title}` }).waitFor()
    if (title === 'Front brake pads') await picture(page, 'inspection')
    await sheet.getByRole('button', { name: 'Next' }).click()
  }
  const finish = sheet.getByRole('button', { name: 'Finish inspection' })
  await expect.poll(() => finish.isEnabled()).toBe(true)
  await finish.click()
  await sheet.waitFor({ state: 'detached' })
}

/** Makes a finding a proposed service: its title and photo come with it, the price is typed. */
async function propose(page: Page, title: string, price: string) {
  await page.getByRole('button', { name: `Propose: ${title}` }).click()
  const dialog = page.getByRole('dialog', { name: 'Add service' })
  await dialog.getByText('The customer sees the photos of this finding beside it.').waitFor()
  await dialog.getByLabel('Price of line 1').fill(price)
  await dialog.getByRole('button', { name: /^Add/ }).click()
  await dialog.waitFor({ state: 'detached' })
}

interface Estimate {
  services: { id: string; title: string; state: string; how: string | null; photo_ids: string[] }[]
}

const shows = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor()

/** Chooses answers on the customer's page, looks at them together and gives them. */
async function answer(page: Page, said: Record<string, string>) {
  for (const [title, choice] of Object.entries(said))
    await page.getByRole('group', { name: title }).getByLabel(choice).check()
  await page.getByRole('button', { name: 'See the summary' }).click()
  await page.getByRole('heading', { name: 'Is this right?' }).waitFor()
}

describe.each([
  // Of the two browsers of customers one has scripts and the other none; what they can do is the same.
  { size: 'phone', scripts: false },
  { size: 'desktop', scripts: true },
] as const)('on a $size, the customer with scripts: $scripts', ({ size, scripts }) => {
  test('a car is looked over, approved on the customer’s page, paid, disputed and resolved; next time the rest is offered', async () => {
    const { owner, manager } = await newGarage(browser, { size, live: true })
    const { page } = manager
    const { id } = await newJob(page, { estimated_amount: 1000 })
    await page.goto(`/jobs/${id}?tab=work`)
    await inspect(page)
    await propose(page, 'Front brake pads', '2500')
    await propose(page, 'Battery', '6200')
    await propose(page, 'Wipers and washer', '900')
    await page.getByRole('button', { name: 'Ask the customer' }).click()
    const link = page.getByRole('dialog', { name: "Customer's page" })
    const url = (await link.getByText(/\/c\//).textContent()) ?? ''
    await picture(page, `link-${size}`)
    await link.getByRole('button', { name: 'Close' }).click()
    await picture(page, `work-${size}`)

    // The owner has the board open, the manager the job.
    // The board shows one column at a time on a phone, so there it is the list.
    await owner.page.goto(size === 'phone' ? '/jobs' : '/jobs?view=board')
    await shows(owner.page, 'MH12AB1234')
    await shows(owner.page, /1,000/)

    const customer = await newCustomer(browser, size, scripts)
    const path = new URL(url).pathname
    await customer.page.goto(path)
    await customer.page.getByRole('heading', { name: 'Rao Motors' }).waitFor()
    const photos = customer.page.getByRole('group', { name: 'Front brake pads' }).getByRole('img')
    expect(await photos.count()).toBe(1)
    await customer.page.getByText('2.5 mm').first().waitFor()
    await picture(customer.page, `asked-${size}`)
    await answer(customer.page, {
      'Front brake pads': 'Yes, do it',
      Battery: 'Call me about it',
      'Wipers and washer': 'Yes, do it',
    })
    await shows(customer.page, /You approve ₹3,400/)
    await picture(customer.page, `review-${size}`)
    await customer.page.getByRole('button', { name: 'Yes, tell the garage' }).click()
    await customer.page.getByText('Thank you. The garage has your answer.').waitFor()
    await shows(customer.page, /4,400/)

    // The estimate and the board follow without anybody asking.
    await shows(page, '2 approved, 1 to call')
    await shows(owner.page, /4,400/)
    if (size === 'desktop') await shows(owner.page, '2 approved, 1 to call')
    await picture(owner.page, `board-${size}`)
    const { services } = await call<Estimate>(page, 'GET', `/api/jobs/${id}/estimate`)
    expect(
      services.map(({ title, state, how, photo_ids: { length } }) => [title, state, how, length]),
    ).toEqual([
      ['Front brake pads', 'approved', 'customer', 1],
      ['Battery', 'call_me', 'customer', 1],
      ['Wipers and washer', 'approved', 'customer', 1],
    ])

    await call(page, 'PUT', `/api/jobs/${id}`, { status: 'in_progress' })
    await call(page, 'PUT', `/api/jobs/${id}`, { status: 'completed' })
    const paid = { job_id: id, amount: 4400, payment_type: 'final', method: 'cash' }
    const { id: paymentId } = await call<{ id: string }>(page, 'POST', '/api/payments', paid)
    await call(page, 'POST', `/api/documents/receipt/${paymentId}/issue`)
    await customer.page.goto(path)
    await customer.page.getByText('Nothing', { exact: true }).waitFor()
    await customer.page.getByRole('link', { name: /^Receipt.*\(PDF\)$/ }).waitFor()
    await picture(customer.page, `paid-${size}`)
    await customer.page.getByRole('link', { name: 'Something is different' }).click()
    await customer.page.getByLabel('I paid in another way').check()
    await customer.page.getByRole('textbox').fill('I paid by UPI, to another name')
    await picture(customer.page, `different-${size}`)
    await customer.page.getByRole('button').last().click()
    await customer.page.getByText('Nobody else is told.').waitFor()

    // The owner reads it, and says what came of it; the manager is told nothing.
    await openPart(page, 'Money')
    await shows(page, /4,400/)
    expect(await page.getByText(/another name/).count()).toBe(0)
    const refused = await page.request.get('/api/customer-words')
    expect(refused.status()).toBe(403)
    await owner.page.goto('/checks')
    await shows(owner.page, 'Says it was paid another way')
    await shows(owner.page, 'I paid by UPI, to another name')
    await picture(owner.page, `word-${size}`)
    await owner.page.getByRole('button', { name: 'Mark as done' }).click()
    const closing = owner.page.getByRole('dialog')
    await closing.getByLabel('What came of it').fill('Spoke with both: corrected')
    await closing.getByRole('button', { name: 'Mark as done' }).click()
    await closing.waitFor({ state: 'detached' })
    await shows(owner.page, /Meera Rao: Spoke with both: corrected/)

    // What the owner shows, the manager reads on the job.
    await owner.page.getByRole('button', { name: 'Show on the job' }).click()
    const showing = owner.page.getByRole('dialog', { name: 'Show it on the job?' })
    await showing.getByRole('button', { name: 'Show on the job' }).click()
    await showing.waitFor({ state: 'detached' })
    await shows(owner.page, 'Shown on the job')
    await page.goto(`/jobs/${id}?tab=work`)
    await page
      .getByRole('list', { name: 'What the customer says' })
      .getByText(/another name/)
      .waitFor()

    await followUp(page, id)
    await comesAgain(page)
    const faults = [...owner.faults.found, ...manager.faults.found]
    expect(faults).toEqual([])
    for (const { context } of [owner, manager, customer]) await context.close()
  })
})

/** At the next visit what was not done is offered, and proposed again by one tap. */
async function comesAgain(page: Page) {
  await page.goto('/jobs/new')
  await page
    .getByLabel(/^(Vehicle|Plate|Registration)/)
    .first()
    .fill('MH12AB1234')
  await shows(page, /1 thing was not done/)
  await picture(page, 'deferred')
  const { id } = await newJob(page, { estimated_amount: 1000 })
  await page.goto(`/jobs/${id}?tab=work`)
  const earlier = page.getByRole('region', { name: 'Not done at earlier visits' })
  await earlier.getByText('Battery').waitFor()
  await earlier.getByRole('button', { name: 'Propose again' }).click()
  await page.getByRole('button', { name: 'Withdraw Battery' }).waitFor()
  // What is below moves up when it leaves, to where was pressed just now.
  await earlier.waitFor({ state: 'detached' })
  const due = page.getByRole('list', { name: 'Due again' })
  await due.getByText('Brake fluid').waitFor()
  await picture(page, 'due-again')
  await due.getByRole('button', { name: 'Done: Brake fluid' }).click()
  await due.waitFor({ state: 'detached' })
}

/** Sets what is due again, and looks at whom to ask back. */
async function followUp(page: Page, jobId: string) {
  await page.goto(`/jobs/${jobId}?tab=work`)
  await page.getByRole('button', { name: 'Remind', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Remind' })
  await dialog.getByLabel('Usual work').selectOption('Brake fluid')
  await dialog.getByLabel('Kilometres').fill('')
  await picture(page, 'remind')
  await dialog.getByRole('button', { name: 'Set reminder' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('list', { name: 'Due again' }).getByText('Brake fluid').waitFor()
  await page.goto('/follow-up')
  await page.getByText('Nothing is due').waitFor()
  await page.getByRole('radio', { name: 'Not done', exact: true }).click()
  await page.getByRole('link', { name: /Battery.*Wants a call/ }).waitFor()
  expect(await lookAt(page)).toEqual([])
  await picture(page, 'follow-up')
}

const LANGUAGES = { en: 'ltr', hi: 'ltr', mr: 'ltr', ar: 'rtl' } as const

test.each(['phone', 'desktop'] as const)('in four languages on a %s, and at twice the size', async (size) => {
  const { owner, manager } = await newGarage(browser, { size })
  const { page } = manager
  const { id } = await newJob(page, { estimated_amount: 1000 })
  await call(page, 'POST', `/api/jobs/${id}/services`, {
    title: 'Front brake pads',
    reason: '2.5 mm are left',
    items: [{ kind: 'part', description: 'Brake pads', quantity: 1, unit_price: 2500 }],
  })
  await call(page, 'POST', '/api/payments', {
    job_id: id,
    amount: 400,
    payment_type: 'advance',
    method: 'upi',
  })
  const { url } = await call<{ url: string }>(page, 'POST', `/api/jobs/${id}/estimate/send`)
  const customer = await newCustomer(browser, size, true)
  const wrong: string[] = []
  for (const [language, direction] of Object.entries(LANGUAGES)) {
    const path = `${new URL(url).pathname}?lang=${language}`
    await customer.page.setViewportSize(SIZES[size].viewport)
    await customer.page.goto(path)
    await settle(customer.page)
    expect(await customer.page.locator('html').getAttribute('dir')).toBe(direction)
    await picture(customer.page, `page-${language}-${size}`)
    wrong.push(...(await violations(customer.page)).map((what) => `${language}: ${what}`))
    wrong.push(...(await lookAt(customer.page)).map((what) => `${language}: ${what}`))
    expect(await sections(customer.page)).toEqual(IN_ORDER)
    expect(await readOut(customer.page), `read out in ${language}`).toEqual(
      await seenFromTheTop(customer.page),
    )
    // Text at twice its size has half the room.
    const { width, height } = SIZES[size].viewport
    await customer.page.setViewportSize({ width: Math.round(width / 2), height })
    wrong.push(...(await lookAt(customer.page)).map((what) => `${language} at 200 %: ${what}`))
    expect(await readOut(customer.page), `at 200 % in ${language}`).toEqual(
      await seenFromTheTop(customer.page),
    )
    await picture(customer.page, `page-${language}-${size}-double`)
  }
  expect(wrong, wrong.join('\n')).toEqual([])
  for (const { context } of [owner, manager, customer]) await context.close()
})

// Whose garage it is, where the work stands, what is to be answered, what was paid, and only then what can be said.
const IN_ORDER = ['header', 'where', 'estimate', 'money', 'later', 'messages', 'word']

const sections = (page: Page) =>
  page
    .locator('main > header, main > section')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-labelledby') ?? one.localName))

/** What a screen reader jumps through, in its order: the headings. */
async function readOut(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const walk = (id: string): string[] => {
    const node = byId.get(id)
    if (!node) return []
    const isHeading = !node.ignored && node.role?.value === 'heading'
    return [...(isHeading ? [String(node.name?.value)] : []), ...(node.childIds ?? []).flatMap(walk)]
  }
  return nodes[0] ? walk(nodes[0].nodeId) : []
}

const seenFromTheTop = (page: Page) =>
  page.locator('h1, h2, h3').evaluateAll((all) =>
    all
      .map((one) => ({ top: one.getBoundingClientRect().top, said: one.textContent.trim() }))
      .sort((one, other) => one.top - other.top)
      .map(({ said }) => said),
  )

async function violations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const found = (await axe.analyze()).violations
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)
}

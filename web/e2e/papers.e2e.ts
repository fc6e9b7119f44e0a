import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, launch, newGarage, newJob, openPart, pause, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Bill {
  total_amount: number
  taxes: { head: string; amount: number }[]
}
interface Job {
  id: string
  estimated_amount: number
  invoice_number: string | null
  bill: Bill | null
  payments: { id: string; receipt_number: string | null }[]
}

const GSTIN = '27AAPFU0939F1ZV'

/** A garage that is registered for GST: its bills carry tax. */
async function registeredGarage(size: Size) {
  const garage = await newGarage(browser, { size })
  const workshop = await call<{ id: string }>(garage.owner.page, 'GET', '/api/workshops/me')
  await call(garage.owner.page, 'PUT', `/api/workshops/${workshop.id}`, { gst_number: GSTIN })
  return { ...garage, workshopId: workshop.id }
}

/** Presses what stands on the page at this size. */
function button(page: Page, name: string | RegExp) {
  return page.getByRole('button', { name }).filter({ visible: true }).first()
}

/** What the link of a paper answers. */
async function paper(page: Page, name: string, query = '') {
  const href = await page.getByRole('link', { name, exact: true }).getAttribute('href')
  const answer = await page.request.get(`${href}${href?.includes('?') ? '&' : '?'}${query}`)
  const body = await answer.body()
  return {
    status: answer.status(),
    type: answer.headers()['content-type'],
    begins: body.subarray(0, 5).toString(),
    hash: createHash('sha256').update(body).digest('hex'),
  }
}

async function typeLine(page: Page, line: number, fields: Record<string, string>) {
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(`${label}, line ${line}`, { exact: true }).fill(value)
}

const SIZES: Size[] = ['phone', 'desktop']

describe.each(SIZES)('on a %s', (size) => {
  test('lines become an invoice whose bytes and amounts stand, until the owner credits it', async () => {
    const { manager, owner } = await registeredGarage(size)
    const { page } = manager
    const { id } = await newJob(page, { advance_paid: 500 })
    await page.goto(`/jobs/${id}`)

    // Two lines; the total on the screen is the server's.
    await openPart(page, 'Work')
    await button(page, 'Enter labour and parts').click()
    await page.getByRole('radio', { name: 'Part' }).first().click()
    await typeLine(page, 1, { Description: 'Engine oil 5W-30', Quantity: '3.5', Unit: 'L', Price: '850.50' })
    await button(page, 'Labour').click()
    await typeLine(page, 2, { Description: 'Oil change', Price: '1.5k' })
    await page.getByText('= ₹1,500').waitFor()
    await button(page, 'More, line 2').click()
    await typeLine(page, 2, { Discount: '1600' })
    await page.getByText('The discount is more than its price').waitFor()
    await typeLine(page, 2, { Discount: '100' })
    await page.getByText('₹4,377.00').filter({ visible: true }).first().waitFor()
    await page.getByText('CGST 9%').waitFor()
    // What was typed survives a reload.
    await page.reload()
    await expect.poll(() => page.getByLabel('Description, line 2').inputValue()).toBe('Oil change')
    await page.getByText('₹4,377.00').filter({ visible: true }).first().waitFor()
    await button(page, 'Save labour and parts').click()
    await button(page, 'Edit labour and parts').waitFor()
    const before = await call<Job>(page, 'GET', `/api/jobs/${id}`)
    expect(before.bill?.total_amount).toBe(4377)
    expect(before.estimated_amount).toBe(4377)

    // Before it is issued there is a pro-forma; afterwards a number, and the same bytes every time.
    await openPart(page, 'Money')
    expect(await paper(page, 'View the pro-forma')).toMatchObject({ status: 200, begins: '%PDF-' })
    await button(page, 'Issue invoice').click()
    await page.getByRole('dialog').getByText('Once issued it cannot be changed').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Issue invoice' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { invoice_number: number } = await call<Job>(page, 'GET', `/api/jobs/${id}`)
    expect(number).toMatch(/^INV\/\d{4}\/00001$/)
    const first = await paper(page, `View invoice ${number}`)
    expect(first).toMatchObject({ status: 200, type: 'application/pdf', begins: '%PDF-' })
    expect(await paper(page, `View invoice ${number}`)).toEqual(first)
    expect(await paper(page, 'View the job card')).toMatchObject({ type: 'application/pdf' })

    // The amounts are fixed, and the manager reads why and who can help.
    await openPart(page, 'Work')
    expect(await page.getByRole('button', { name: 'Edit labour and parts' }).count()).toBe(0)
    await page.getByText('The owner can take it back with a credit note').waitFor()
    expect(await page.getByRole('button', { name: 'Issue credit note' }).count()).toBe(0)
    await button(page, 'Edit').click()
    await page.getByText(`Fixed by invoice ${number}.`).first().waitFor()
    expect(await page.getByLabel('Estimate').isEditable()).toBe(false)
    await page.keyboard.press('Escape')

    // The owner takes it back with a reason; then the lines can change again.
    await owner.page.goto(`/jobs/${id}?tab=money`)
    await button(owner.page, 'Issue credit note').click()
    const dialog = owner.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Issue credit note' }).click()
    await dialog.getByText('Enter the reason').waitFor()
    await dialog.getByLabel('Reason').fill('Wrong GSTIN of the customer')
    await pause(owner.page)
    await dialog.getByRole('button', { name: 'Issue credit note' }).click()
    await dialog.waitFor({ state: 'detached' })
    await openPart(owner.page, 'Work')
    await button(owner.page, 'Edit labour and parts').waitFor()
    await openPart(owner.page, 'History')
    await owner.page.getByText(/^Credit note CN.* for invoice INV.* issued$/).waitFor()
    await openPart(owner.page, 'Money')
    // What was credited keeps its bytes; printed again, it says what happened.
    const credited = await paper(owner.page, `View invoice ${number}`, 'as_issued=true')
    expect(credited.hash).toBe(first.hash)
    expect((await paper(owner.page, `View invoice ${number}`)).hash).not.toBe(first.hash)
    await owner.page.getByText(`Invoice · Cancelled by credit note CN`).first().waitFor()

    // Both stand in the register.
    await owner.page.goto('/money/bills')
    const list = owner.page.getByRole('list', { name: 'Documents' })
    await list.getByRole('link', { name: `View invoice ${number}` }).waitFor()
    await owner.page.getByRole('radio', { name: 'Credit notes' }).click()
    await list.getByText(`${number}: Wrong GSTIN of the customer`).waitFor()
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
    expect([...manager.faults.found, ...owner.faults.found]).toEqual([])
    await manager.context.close()
    await owner.context.close()
  })

  test('a receipt is issued when it is first asked for, once, as a page and for the till', async () => {
    const { manager, owner } = await registeredGarage(size)
    const { page, context, faults } = manager
    const { id } = await newJob(page, { advance_paid: 500 })
    await page.goto(`/jobs/${id}?tab=money`)
    // The browser under test keeps a PDF as a file instead of showing it; what is asked for is what counts.
    const asked = context.waitForEvent('request', (request) =>
      /documents\/receipt\/[^/]+$/.test(request.url()),
    )
    await button(page, /^Receipt of ₹500 cash/).click()
    await page.getByRole('menuitem', { name: 'A4 page' }).click()
    await asked
    const given = async () => (await call<Job>(page, 'GET', `/api/jobs/${id}`)).payments[0]?.receipt_number
    await expect.poll(given).toMatch(/^RV\/\d{4}\/00001$/)
    const number = await given()
    await page.bringToFront()
    await button(page, `Receipt ${number} of`).click()
    const links = page.getByRole('menuitem')
    for (const name of ['A4 page', 'Till roll 80 mm']) {
      const href = await links.filter({ hasText: name }).getAttribute('href')
      const [one, two] = [await page.request.get(href ?? ''), await page.request.get(href ?? '')]
      expect(one.headers()['content-type'], name).toBe('application/pdf')
      expect((await one.body()).equals(await two.body()), name).toBe(true)
    }
    await page.keyboard.press('Escape')
    await openPart(page, 'History')
    await page.getByText(`Receipt ${number} issued for ₹500 cash`).waitFor()
    expect(await call<unknown[]>(page, 'GET', `/api/documents?job_id=${id}`)).toHaveLength(1)
    expect(faults.found).toEqual([])
    await context.close()
    await owner.context.close()
  })
})

test.each(SIZES)('a customer pays by the code over the amount that is typed, on a %s', async (size) => {
  const { manager, owner, workshopId } = await registeredGarage(size)
  const { page, context, faults } = manager
  const { id } = await newJob(page)
  const upi = () => page.getByRole('radio', { name: 'UPI' }).click()
  await page.goto(`/jobs/${id}`)
  await button(page, 'Record payment').click()
  await upi()
  // Without an address there is no code, and the rest goes on as before.
  await page.getByLabel('Reference').waitFor()
  expect(await page.getByRole('img', { name: /QR code/ }).count()).toBe(0)
  await call(owner.page, 'POST', `/api/workshops/${workshopId}/billing`, { vpa: 'raomotors@upi' })
  // What was open is open again.
  await page.reload()
  await upi()
  const code = page.getByRole('img', { name: 'QR code to pay ₹1,250.50 by UPI' })
  await page.getByLabel('Amount').fill('1250.5')
  await code.waitFor()
  expect(await code.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
  await page.getByText('raomotors@upi').waitFor()
  // Another amount has another code; cash has none.
  await page.getByLabel('Amount').fill('2000')
  await page.getByRole('img', { name: 'QR code to pay ₹2,000 by UPI' }).waitFor()
  expect(await code.count()).toBe(0)
  await page.getByRole('radio', { name: 'Cash' }).click()
  expect(await page.getByRole('img', { name: /QR code/ }).count()).toBe(0)
  expect(faults.found).toEqual([])
  await context.close()
  await owner.context.close()
})

test('a job is taken in with lines instead of one amount', async () => {
  const { manager, owner } = await registeredGarage('phone')
  const { page, context, faults } = manager
  await page.goto('/jobs/new')
  await page.getByLabel('Vehicle number').fill('MH12AB1234')
  await page.getByLabel('Customer').fill('Farhan Shaikh')
  await page.getByLabel('Phone', { exact: true }).fill('9820098200')
  await page.getByLabel('Car', { exact: true }).fill('Maruti Swift')
  await page.getByLabel('Work to be done').fill('Brake pads, front')
  await button(page, 'Enter labour and parts').click()
  await button(page, /Start job/).click()
  await page.getByText('Enter labour or a part with its price.').waitFor()
  await typeLine(page, 1, { Description: 'Brake pads', Price: '3,200' })
  await page.getByText('₹3,200.00').filter({ visible: true }).first().waitFor()
  await button(page, /Start job/).click()
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  const job = await call<Job>(page, 'GET', `/api/jobs/${page.url().split('/').at(-1)}`)
  expect(job.estimated_amount).toBe(3200)
  expect(job.bill?.taxes.map(({ head }) => head)).toEqual(['CGST', 'SGST'])
  expect(faults.found).toEqual([])
  await context.close()
  await owner.context.close()
})

test('lines that somebody else changed meanwhile are shown, and neither is lost unasked', async () => {
  const { manager, owner } = await registeredGarage('desktop')
  const { page, context } = manager
  const { id } = await newJob(page)
  const line = { kind: 'labour', description: 'Fitting', quantity: 1, unit: '', unit_price: 900, discount: 0 }
  await page.goto(`/jobs/${id}`)
  await button(page, 'Enter labour and parts').click()
  await typeLine(page, 1, { Description: 'Clutch plate', Price: '5200' })
  // Another change of the job does not touch the lines: these are saved as if nothing had been.
  await call(owner.page, 'PUT', `/api/jobs/${id}`, { worker_assigned: 'Ramu' })
  await button(page, 'Save labour and parts').click()
  await button(page, 'Edit labour and parts').click()
  // Enter goes on to a new line.
  await page.getByLabel('Price, line 1').press('Enter')
  await page.keyboard.type('Gear oil')
  await typeLine(page, 2, { Price: '800' })
  await call(owner.page, 'PUT', `/api/jobs/${id}`, { items: [line] })
  await button(page, 'Save labour and parts').click()
  await page.getByText('Somebody else changed the labour and parts').waitFor()
  await page.getByText('Their total is ₹900').waitFor()
  await button(page, 'Save mine').click()
  await button(page, 'Edit labour and parts').waitFor()
  expect((await call<Job>(page, 'GET', `/api/jobs/${id}`)).estimated_amount).toBe(6000)
  await context.close()
  await owner.context.close()
})

test('the owner changes a rate from a day to come, and the logo', async () => {
  const { manager, owner } = await registeredGarage('desktop')
  const { page, context, faults } = owner
  await page.goto('/settings')
  const billing = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Billing' }) })
  await billing.getByLabel('Tax on labour, %').fill('12.5')
  const today = await billing.getByLabel('Starts on').inputValue()
  const later = `${Number(today.slice(0, 4)) + 1}-04-01`
  await billing.getByLabel('Starts on').fill(later)
  await billing.getByRole('button', { name: /^Save from 1 Apr/ }).click()
  await billing.getByText(`From 1 Apr ${later.slice(0, 4)}: labour tax 12.5%`).waitFor()
  await billing.getByText('not started yet').waitFor()
  await expect.poll(() => billing.getByLabel('Tax on labour, %').inputValue()).toBe('18')
  // No two kinds of paper can begin alike.
  await billing.getByLabel('Receipt', { exact: true }).fill('INV')
  await billing.getByRole('button', { name: 'Save', exact: true }).click()
  await billing.getByText('INV is the prefix of the invoice already').waitFor()
  await billing.getByRole('button', { name: 'Undo the changes' }).click()

  const file = billing.getByLabel('Picture of the logo')
  await file.setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await billing.getByText('This file is not a picture that can be read').waitFor()
  const sent = page.waitForRequest((request) => request.method() === 'PUT' && request.url().endsWith('/logo'))
  await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png(1500, 300) })
  const { image } = (await sent).postDataJSON() as { image: string }
  // It was scaled before it was sent: width and height stand at the same place in every PNG.
  const bytes = Buffer.from(image, 'base64')
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([600, 120])
  const logo = billing.getByRole('img', { name: 'The logo printed on your bills' })
  await expect.poll(() => logo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(600)
  await billing.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await billing.getByText('No logo').waitFor()

  // A manager is not shown them.
  await manager.page.goto('/settings')
  await manager.page.getByRole('heading', { name: 'Workshop' }).waitFor()
  expect(await manager.page.getByRole('heading', { name: 'Billing' }).count()).toBe(0)
  expect(faults.found).toEqual([])
  await context.close()
  await manager.context.close()
})

/** A red picture of that size. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([220, 38, 38]))])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(checksum(body), 4)
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
}

function checksum(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

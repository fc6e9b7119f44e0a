import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newGarage, newJob } from './people.ts'

// Photos of counted cash and of cars at the gate: taken beside what they witness, shown to the owner there.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Row {
  id: string
}

/** Takes a photo as a camera does: what lies in the page is what it shows. */
async function photograph(page: Page, what: string) {
  const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 240 } })
  const taken = { name: 'photo.png', mimeType: 'image/png', buffer }
  await page.getByLabel(`Take a photo of the ${what}`).setInputFiles(taken)
  await page.getByText('Photo taken').waitFor()
}

/** Everything can be read and pressed; with LOOKS a folder, its picture is kept there. */
async function shot(page: Page, name: string) {
  await settle(page)
  expect(await lookAt(page)).toEqual([])
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/${name}.png`, fullPage: true })
}

test('a photo of a hand-over is shown to the owner once he has counted', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id: workshop } = await call<Row>(owner.page, 'GET', '/api/workshops/me')
  await call(owner.page, 'PUT', `/api/workshops/${workshop}`, { blind_counts: true })
  await newJob(manager.page, { advance_paid: 500 })
  const { page } = manager
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/money/cash')
  await page.getByLabel('Pieces of ₹500').fill('1')
  await photograph(page, 'cash')
  await shot(page, 'evidence-hand-over')
  await page.getByRole('button', { name: 'Hand over ₹500' }).click()
  const [handOver] = await expectOne(page, '/api/settlements')
  const photos = `/api/cash-photos?about=${handOver?.id}`
  await expectOne(page, photos)
  await owner.page.goto(`/money/cash/${handOver?.id}`)
  await owner.page.getByLabel('Pieces of ₹500').fill('1')
  expect(await call<Row[]>(owner.page, 'GET', photos)).toEqual([])
  await owner.page.getByRole('button', { name: 'Received ₹500' }).click()
  const shown = owner.page.getByRole('list', { name: 'Photos of the cash' })
  await shown.getByRole('button').click()
  await owner.page.getByRole('dialog').getByText('by Arjun Naik').waitFor()
  await shot(owner.page, 'evidence-shown')
  for (const person of [owner, manager]) {
    expect(person.faults.found).toEqual([])
    await person.context.close()
  }
})

async function expectOne(page: Page, path: string): Promise<Row[]> {
  await expect.poll(async () => (await call<Row[]>(page, 'GET', path)).length).toBe(1)
  return call<Row[]>(page, 'GET', path)
}

test('a photo of a car is kept without a network, and stands at the car in the owner’s day', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page } = owner
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/gate')
  await page.getByLabel('Number plate').fill('KA05MN0001')
  await photograph(page, 'car')
  await shot(page, 'evidence-gate')
  await owner.context.setOffline(true)
  await page.getByRole('button', { name: 'In', exact: true }).click()
  await page.getByText('In: KA05MN0001').waitFor()
  await owner.context.setOffline(false)
  const { day } = await call<{ day: string }>(page, 'GET', '/api/gate')
  await expectOne(page, `/api/gate/days/${day}/photos`)
  await page.goto('/checks/gate')
  await page.getByRole('list', { name: 'Photos of KA05MN0001' }).getByRole('button').click()
  await page.getByRole('dialog', { name: 'Photo of KA05MN0001' }).waitFor()
  await shot(page, 'evidence-day')
  for (const person of [owner, manager]) await person.context.close()
})

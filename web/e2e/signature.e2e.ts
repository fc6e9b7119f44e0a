import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, launch, newCustomer, newGarage, newJob } from './people.ts'

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
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
}

/** Draws what a finger would: a wave, then a line under it. */
async function sign(page: Page) {
  const sheet = page.getByRole('img', { name: 'Place to sign with a finger' })
  await sheet.scrollIntoViewIfNeeded()
  const box = await sheet.boundingBox()
  if (!box) throw new Error('there is no place to sign')
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...at(0.1, 0.6))
  await page.mouse.down()
  for (let step = 1; step <= 20; step += 1) {
    await page.mouse.move(...at(0.1 + step * 0.03, 0.5 + 0.3 * Math.sin(step)))
  }
  await page.mouse.up()
  await page.mouse.move(...at(0.2, 0.9))
  await page.mouse.down()
  await page.mouse.move(...at(0.8, 0.88))
  await page.mouse.up()
}

async function violations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const found = (await axe.analyze()).violations
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)
}

async function propose(page: Page, id: string) {
  await call(page, 'POST', `/api/jobs/${id}/services`, {
    title: 'Front brake pads',
    items: [{ kind: 'part', description: 'Brake pads', quantity: 1, unit_price: 2500 }],
  })
  const { url } = await call<{ url: string }>(page, 'POST', `/api/jobs/${id}/estimate/send`)
  return new URL(url).pathname
}

/** Says what the garage charges for a usual job that came with RevOps. */
async function repriceWipers(page: Page) {
  const wipers = page
    .getByRole('list', { name: 'Usual jobs' })
    .getByRole('listitem')
    .filter({ hasText: 'Wiper' })
  await wipers.getByText('550').waitFor()
  await wipers.getByRole('button', { name: 'Change Wiper blades' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change usual job' })
  await dialog.getByLabel('Price of line 1').fill('640')
  await dialog.getByRole('button', { name: 'Save, ₹640', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await wipers.getByText('640').waitFor()
  await wipers.getByText('Yours').waitFor()
}

const LANGUAGES = { hi: 'हिन्दी', mr: 'मराठी', ar: 'العربية' } as const

test.each(['phone', 'desktop'] as const)('on a %s a customer signs what is approved', async (size) => {
  const { owner, manager } = await newGarage(browser, { size })
  const { page } = manager
  // How the garage asks is the owner's to say.
  await owner.page.goto('/settings/estimates')
  await owner.page.getByLabel(/^Advance, % of the estimate/).fill('30')
  await owner.page.getByLabel(/Customers sign what they approve/).click()
  await owner.page.getByRole('button', { name: 'Save' }).click()
  await owner.page.getByText('Saved', { exact: true }).waitFor()
  await repriceWipers(owner.page)
  await picture(owner.page, `settings-${size}`)
  expect([...(await violations(owner.page)), ...(await lookAt(owner.page))]).toEqual([])

  const { id } = await newJob(page, { estimated_amount: 1000 })
  const path = await propose(page, id)
  const customer = await newCustomer(browser, size, true)
  const wrong: string[] = []
  await customer.page.goto(path)
  await customer.page.getByText('the garage asks for an advance of 30%: ₹300').waitFor()
  await customer.page.getByLabel('Yes, do it').check()
  await customer.page.getByRole('button', { name: 'See the summary' }).click()
  const review = customer.page.url()
  for (const [language, name] of Object.entries(LANGUAGES)) {
    await customer.page.goto(review.replace('lang=en', `lang=${language}`))
    await settle(customer.page)
    await picture(customer.page, `review-${language}-${size}`)
    wrong.push(...(await violations(customer.page)).map((what) => `${name}: ${what}`))
    wrong.push(...(await lookAt(customer.page)).map((what) => `${name}: ${what}`))
  }
  await customer.page.goto(review)
  await sign(customer.page)
  wrong.push(...(await violations(customer.page)))
  await picture(customer.page, `signing-${size}`)
  await customer.page.getByRole('button', { name: 'Yes, tell the garage' }).click()
  await customer.page.getByText('Thank you. The garage has your answer.').waitFor()
  await customer.page.getByRole('img', { name: 'Your signature' }).waitFor()
  wrong.push(...(await violations(customer.page)))
  for (const language of Object.keys(LANGUAGES)) {
    await customer.page.goto(`${path}?lang=${language}`)
    await settle(customer.page)
    await picture(customer.page, `signed-${language}-${size}`)
    wrong.push(...(await lookAt(customer.page)).map((what) => `${language}: ${what}`))
  }
  expect(wrong, wrong.join('\n')).toEqual([])

  await page.goto(`/jobs/${id}?tab=work`)
  await page.getByText('Advance asked for (30%)').waitFor()
  await picture(page, `work-${size}`)
  await page.getByRole('button', { name: /^Signed/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Signed by the customer' })
  await dialog.getByRole('img', { name: 'Signature of the customer' }).waitFor()
  await dialog.getByText('Front brake pads').waitFor()
  await picture(page, `signature-${size}`)
  const faults = [...owner.faults.found, ...manager.faults.found]
  expect(faults).toEqual([])
  for (const { context } of [owner, manager, customer]) await context.close()
})

test('without scripts the name is typed in the place of a signature', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  await call(owner.page, 'PUT', '/api/estimates/settings', { asks_signature: true })
  const { id } = await newJob(manager.page, { estimated_amount: 1000 })
  const customer = await newCustomer(browser, 'phone', false)
  await customer.page.goto(await propose(manager.page, id))
  await customer.page.getByLabel('Yes, do it').check()
  await customer.page.getByRole('button', { name: 'See the summary' }).click()
  await customer.page.getByLabel('Your name').fill('Asha Rao')
  await picture(customer.page, 'typing')
  await customer.page.getByRole('button', { name: 'Yes, tell the garage' }).click()
  await customer.page.getByText('Thank you. The garage has your answer.').waitFor()
  await customer.page.getByText('Asha Rao').waitFor()
  for (const { context } of [owner, manager, customer]) await context.close()
})

test.each(['phone', 'desktop'] as const)('on a %s an owner changes a list of points', async (size) => {
  const { owner, manager } = await newGarage(browser, { size })
  const { page } = owner
  await page.goto('/settings/inspections')
  await page.getByText('12 points').waitFor()
  expect([...(await violations(page)), ...(await lookAt(page))]).toEqual([])
  await page.getByRole('link', { name: /Quick check at intake/ }).click()
  const lights = page.getByRole('group', { name: 'Lights and wipers' })
  await lights.getByRole('button', { name: 'Add point' }).click()
  await lights.getByRole('textbox', { name: 'Point', exact: true }).last().fill('Horn')
  await lights.getByRole('button', { name: 'Move Horn up' }).click()
  await picture(page, `list-${size}`)
  expect([...(await violations(page)), ...(await lookAt(page))]).toEqual([])
  await page.getByRole('button', { name: 'Save list' }).click()
  await page.getByText('13 points').waitFor()
  const lists = await call<{ name: string; groups: { points: { title: string }[] }[] }[]>(
    page,
    'GET',
    '/api/inspections/templates',
  )
  const quick = lists.find(({ name }) => name === 'Quick check at intake')
  expect(quick?.groups.at(-1)?.points.map(({ title }) => title)).toEqual([
    'All lights',
    'Horn',
    'Wipers and washer',
  ])
  await page.getByRole('link', { name: /Quick check at intake/ }).click()
  await page.getByRole('button', { name: 'Restore the original list' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click()
  await page.getByText('12 points').waitFor()
  expect(owner.faults.found).toEqual([])
  for (const { context } of [owner, manager]) await context.close()
})

test.each(['phone', 'desktop'] as const)('on a %s the poster gets a name in its address', async (size) => {
  const { owner, manager } = await newGarage(browser, { size })
  const { page } = owner
  await page.goto('/settings')
  const box = page.getByLabel('Name in the address')
  const name = `rao-motors-${size}-${Date.now().toString(36)}`
  await box.fill(name.replaceAll('-', ' ').toUpperCase())
  await page.locator('form').filter({ has: box }).getByRole('button', { name: 'Save' }).click()
  await page.getByText(`/g/${name}`).waitFor()
  await picture(page, `poster-${size}`)
  expect([...(await violations(page)), ...(await lookAt(page))]).toEqual([])
  await page.goto(`/g/${name}/poster`)
  await page.getByRole('heading', { name: 'Rao Motors' }).waitFor()
  for (const { context } of [owner, manager]) await context.close()
})

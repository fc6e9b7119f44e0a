import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settle } from './looks.ts'
import { call, launch, newGarage, newJob, newPerson, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Somebody who joined an owner's garage to stand at its gate. */
async function gateOf(ownerPage: Page, size: Size) {
  const { id } = await call<{ id: string }>(ownerPage, 'GET', '/api/workshops/me')
  const path = `/api/workshops/${id}/invite-codes`
  const { code } = await call<{ code: string }>(ownerPage, 'POST', path, { role: 'gate' })
  const person = await newPerson(browser, { size, serviceWorkers: 'allow' })
  await call(person.page, 'POST', '/api/auth/register', {
    email: `gate-${process.pid}-${Math.random().toString(36).slice(2, 8)}@example.com`,
    password: 'gearbox-torque-7781',
    name: 'Suresh Patil',
    phone: '+919820012346',
    role: 'manager',
    invite_code: code,
  })
  return person
}

/** Where a picture of a page goes, for whoever wants to look at it. */
const pictures = process.env.REVOPS_GATE_PICTURES

test('the gate records cars while the network is cut, and all of them arrive', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  await newJob(manager.page)
  const { page, context, faults } = await gateOf(owner.page, 'phone')
  await page.goto('/')
  await page.waitForURL('**/gate')
  await page.getByText('No car yet today.').waitFor()
  await page.getByRole('button', { name: 'In', exact: true }).click()
  await page.getByText('Type the number plate first.').waitFor()
  await page.getByLabel('Number plate').fill('mh12ab1234')
  await page.getByLabel('Odometer, km').fill('48250')
  await page.getByRole('button', { name: 'In', exact: true }).click()
  const cars = page.getByRole('list', { name: 'Cars of today' })
  await cars.getByText('48,250 km').waitFor()
  // A second press says nothing of the box that the first emptied: what was recorded stays to be read.
  await page.getByText('In: MH12AB1234').waitFor()
  await page.getByRole('button', { name: 'In', exact: true }).click()
  expect(await page.getByText('Type the number plate first.').count()).toBe(0)
  expect(await page.getByText('In: MH12AB1234').isVisible()).toBe(true)
  // A guard who reads Hindi, or Arabic.
  for (const [language, way, dir] of [
    ['हिन्दी', 'बाहर', 'ltr'],
    ['العربية', 'خروج', 'rtl'],
  ] as const) {
    await page.locator('header button[aria-haspopup=menu]').click()
    await page.getByRole('menuitemradio', { name: language }).click()
    await page.reload()
    await page.getByRole('button', { name: way, exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('dir')).toBe(dir)
    if (pictures) await page.screenshot({ path: `${pictures}/gate-${dir}.png` })
  }
  await page.locator('header button[aria-haspopup=menu]').click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  // The app is kept on the phone: it opens without a network, too.
  await page.evaluate(() => navigator.serviceWorker.ready)
  await context.setOffline(true)
  for (const [plate, way] of [
    ['KA05MN0001', 'In'],
    ['MH12AB1234', 'Out'],
  ] as const) {
    await page.getByLabel('Number plate').fill(plate)
    await page.getByRole('button', { name: way, exact: true }).click()
    await cars.getByText('Not sent yet').first().waitFor()
  }
  await expect.poll(() => cars.getByText('Not sent yet').count()).toBe(2)
  await settle(page)
  if (pictures) await page.screenshot({ path: `${pictures}/gate-offline.png` })
  await context.setOffline(false)
  // Nothing is paid on its job.
  await page.getByText(/^Stop the car, and call /).waitFor()
  await expect.poll(() => cars.getByText('Not sent yet').count()).toBe(0)
  expect(await cars.getByRole('listitem').count()).toBe(3)
  const today = (await call<{ day: string }>(page, 'GET', '/api/gate')).day
  const day = await call<{ cars: { plate: string; job_id: string | null }[] }>(
    owner.page,
    'GET',
    `/api/gate/days/${today}`,
  )
  expect(day.cars.map(({ plate, job_id: job }) => [plate, job !== null])).toEqual([
    ['KA05MN0001', false],
    ['MH12AB1234', true],
  ])
  // Money and jobs are nowhere, whatever address is tried.
  for (const path of ['/jobs', '/money', '/today', '/settings']) {
    await page.goto(path)
    await page.waitForURL('**/gate')
  }
  expect((await page.locator('body').textContent()) ?? '').not.toMatch(/₹|Farhan/)
  if (pictures) await page.screenshot({ path: `${pictures}/gate.png` })
  await owner.page.goto('/checks/gate')
  await owner.page.getByText('No job').first().waitFor()
  if (pictures) {
    await settle(owner.page)
    await owner.page.screenshot({ path: `${pictures}/day-phone.png`, fullPage: true })
    await owner.page.setViewportSize({ width: 1440, height: 900 })
    await settle(owner.page)
    await owner.page.screenshot({ path: `${pictures}/day-desktop.png` })
  }
  expect(faults.found).toEqual([])
  for (const person of [owner, manager]) await person.context.close()
  await context.close()
})

test('a pass is shown once the job is paid, and opens the gate once', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const gate = await gateOf(owner.page, 'phone')
  const { id } = await newJob(manager.page)
  await manager.page.goto(`/jobs/${id}`)
  await manager.page.getByText('No pass yet: ₹4,000 is still to be paid.').waitFor()
  await owner.page.goto(`/jobs/${id}`)
  await owner.page.getByRole('button', { name: 'Let it leave unpaid' }).click()
  await owner.page.getByText('May leave with ₹4,000 owed.').waitFor()
  await manager.page.reload()
  await manager.page.getByRole('button', { name: 'Gate pass' }).click()
  const dialog = manager.page.getByRole('dialog', { name: 'Gate pass' })
  const code = (await dialog.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).textContent()) ?? ''
  await settle(manager.page)
  if (pictures) await manager.page.screenshot({ path: `${pictures}/pass.png` })
  await dialog.press('Escape')
  if (pictures) await manager.page.screenshot({ path: `${pictures}/job-gate.png`, fullPage: true })

  const { page } = gate
  await page.goto('/gate')
  for (const isFirst of [true, false]) {
    await page.getByRole('button', { name: 'Scan pass' }).click()
    await page.getByLabel('Code').fill(code.toLowerCase())
    if (pictures && isFirst) await page.screenshot({ path: `${pictures}/scan.png` })
    await page.getByRole('button', { name: 'Check the pass' }).click()
    if (isFirst) await page.getByText('MH12AB1234 may leave.').waitFor()
    else await page.getByText('A car has gone out with this pass already.').waitFor()
    await settle(page)
    if (pictures) await page.screenshot({ path: `${pictures}/scanned-${isFirst ? 'good' : 'used'}.png` })
    if (!isFirst) await page.getByLabel('Number plate').fill('MH12AB1234')
    await page.getByRole('button', { name: 'Out', exact: true }).click()
    await page
      .getByText(isFirst ? 'With its pass' : 'MH12AB1234: Pass was used before')
      .first()
      .waitFor()
  }
  await manager.page.reload()
  await manager.page.getByText(/^Left today/).waitFor()
  expect(gate.faults.found).toEqual([])
  for (const person of [owner, manager, gate]) await person.context.close()
})

test('the owner turns the evening on, and reads the day in it', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  await newJob(manager.page, { advance_paid: 700 })
  const { page } = owner
  await page.goto('/checks/evening')
  await page.getByText('Choose a time, and the first one is written that evening.').waitFor()
  expect(await page.getByLabel('Time').inputValue()).toBe('20:30')
  // Past by the garage's clock, so that the next look of the server makes it.
  await page.getByLabel('Time').fill('00:00')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByText('The first one is written at 00:00.').waitFor()
  await expect
    .poll(async () => (await call<{ digests: unknown[] }>(page, 'GET', '/api/digest')).digests.length, {
      timeout: 150_000,
    })
    .toBe(1)
  await page.reload()
  await page.getByText('Seal of the books').waitFor()
  const card = page.locator('dl')
  expect((await card.textContent()) ?? '').toMatch(/Collected₹700cash₹700Cash in hand₹700/)
  if (pictures) {
    await settle(page)
    await page.screenshot({ path: `${pictures}/evening-phone.png`, fullPage: true })
    await page.setViewportSize({ width: 1440, height: 900 })
    await settle(page)
    await page.screenshot({ path: `${pictures}/evening-desktop.png` })
  }
  for (const person of [owner, manager]) await person.context.close()
})

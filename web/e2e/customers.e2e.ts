import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob, pause } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Made {
  id: string
  customer_id: string
  vehicle_id: string
}

test('a customer is found by a name, shown with all vehicles and what is owed, and corrected', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'phone' })
  const { page, context } = manager
  const first = (await newJob(page)) as Made
  await newJob(page, { vehicle_number: 'MH14XY7777', car_model: 'Tata Nexon', estimated_amount: 1500 })
  await newJob(page, {
    customer_name: 'Latha Iyer',
    phone: '+919876500001',
    vehicle_number: 'KA05QQ1234',
    estimated_amount: 900,
  })
  await page.goto('/customers')
  await page.getByRole('link', { name: /Latha Iyer/ }).waitFor()
  await page.getByLabel('Search customers').fill('farh')
  await page.getByRole('link', { name: /Latha Iyer/ }).waitFor({ state: 'detached' })
  const line = page.getByRole('link', { name: /Farhan Shaikh/ })
  expect(await line.textContent()).toMatch(/₹5,500.*on 2 jobs/)
  await pause(page)
  await line.click()
  await page.waitForURL(`**/customers/${first.customer_id}`)
  await page.getByRole('heading', { level: 1, name: 'Farhan Shaikh' }).waitFor()
  const main = page.getByRole('main')
  await main.getByText('2 visits').waitFor()
  expect(await main.getByRole('list', { name: 'Jobs' }).getByRole('link').count()).toBe(2)
  expect(await main.getByRole('list', { name: 'Vehicles' }).getByRole('link').count()).toBe(2)
  await pause(page)
  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit customer' })
  await dialog.getByLabel('Name', { exact: true }).fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Enter the name.').waitFor()
  await pause(page)
  await dialog.getByLabel('Name', { exact: true }).fill('Farhan S. Shaikh')
  await dialog.getByLabel('City').fill('Pune')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: 'Farhan S. Shaikh' }).waitFor()
  const stored = await call<{ name: string; address: unknown; phones: string[] }>(
    page,
    'GET',
    `/api/customers/${first.customer_id}`,
  )
  expect(stored).toMatchObject({
    name: 'Farhan S. Shaikh',
    address: { line: null, city: 'Pune', pin: null, state: null },
    phones: ['+919820098200'],
  })
  await context.close()
  await owner.context.close()
})

test('a vehicle keeps its readings, and one that does not fit asks why', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'desktop' })
  const { page, context } = manager
  const job = (await newJob(page, { odometer_km: 48250 })) as Made
  await page.goto('/vehicles')
  await page.getByLabel('Search vehicles').fill('mh12')
  await page.waitForURL('**/vehicles?q=mh12')
  await pause(page)
  await page.getByRole('link', { name: /MH12AB1234/ }).click()
  await page.waitForURL(`**/vehicles/${job.vehicle_id}`)
  await page.getByText('48,250 km').waitFor()
  await page.getByRole('link', { name: 'Farhan Shaikh' }).first().waitFor()
  await pause(page)
  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit vehicle' })
  await dialog.getByLabel('Colour').fill('Red')
  await dialog.getByLabel('Odometer in km').fill('1,200')
  expect(await dialog.getByLabel('Reason for this reading').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('button', { name: 'The instrument was replaced' }).click()
  expect(await dialog.getByLabel('Reason for this reading').inputValue()).toBe('The instrument was replaced')
  await pause(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('1,200 km').waitFor()
  await page.getByText('Does not fit: The instrument was replaced').waitFor()
  const stored = await call<{ colour: string; readings: { km: number; is_marked: boolean }[] }>(
    page,
    'GET',
    `/api/vehicles/${job.vehicle_id}`,
  )
  expect(stored.colour).toBe('Red')
  expect(stored.readings.map(({ km, is_marked }) => [km, is_marked])).toEqual([
    [1200, true],
    [48250, false],
  ])
  // The search of the whole app finds the car and whose it is.
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/^Name, plate/).fill('MH12')
  await page
    .getByRole('option', { name: /MH12AB1234.*Maruti Swift.*Farhan Shaikh/ })
    .last()
    .waitFor()
  await page.getByPlaceholder(/^Name, plate/).fill('farh')
  await pause(page)
  await page.getByRole('group', { name: 'Customers' }).getByText('Farhan Shaikh').click()
  await page.waitForURL(`**/customers/${job.customer_id}`)
  await page.goto('/vehicles/no-such-vehicle')
  await page.getByText('This vehicle was not found.').waitFor()
  await context.close()
  await owner.context.close()
})

test('two customers who are one are merged, and two again; one is erased once nothing is owed', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'desktop' })
  const first = (await newJob(manager.page)) as Made
  const second = (await newJob(manager.page, {
    customer_name: 'F. Shaikh',
    phone: '+919820098299',
    vehicle_number: 'MH14XY7777',
    estimated_amount: 1500,
  })) as Made
  const { page } = owner

  // From the job to the customer, who is the same as another.
  await page.goto(`/jobs/${first.id}`)
  await page.getByRole('link', { name: 'Maruti Swift' }).waitFor()
  await page.getByRole('link', { name: 'Farhan Shaikh' }).click()
  await page.waitForURL(`**/customers/${first.customer_id}`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Merge with another customer' }).click()
  const dialog = page.getByRole('dialog', { name: 'Merge customers' })
  await dialog.getByLabel('Search customers').fill('98200 98299')
  await dialog.getByRole('button', { name: /F\. Shaikh/ }).click()
  await dialog.getByText('Vehicle MH14XY7777').waitFor()
  await dialog.getByText('Farhan Shaikh will then owe ₹5,500.').waitFor()
  await dialog.getByRole('button', { name: 'Merge' }).dblclick()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('2 visits').waitFor()

  // The other's address leads here, too, and for a day there is a way back.
  await page.goto(`/customers/${second.customer_id}`)
  await page.getByText(/Merged with F\. Shaikh\. You can undo this until tomorrow/).waitFor()
  await page.getByRole('button', { name: 'Undo merge' }).click()
  await page.getByRole('heading', { level: 1, name: 'F. Shaikh' }).waitFor()
  await page.getByText('1 visit', { exact: true }).waitFor()

  const more = async () => {
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Erase customer' }).click()
  }
  await more()
  const erase = page.getByRole('dialog')
  await erase.getByText('F. Shaikh still owes ₹1,500.').waitFor()
  expect(await erase.getByRole('button', { name: 'Erase' }).isDisabled()).toBe(true)
  await call(page, 'POST', '/api/payments', { job_id: second.id, amount: 1500, payment_type: 'final' })
  for (const status of ['in_progress', 'completed', 'delivered'])
    await call(page, 'PUT', `/api/jobs/${second.id}`, { status })
  await page.reload()
  await more()
  await erase.getByRole('button', { name: 'Erase' }).click()
  await page.getByRole('dialog', { name: 'Customer erased' }).waitFor()
  await pause(page)
  await erase.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('heading', { level: 1, name: 'Erased customer' }).waitFor()
  expect(await page.getByRole('button', { name: 'More' }).count()).toBe(0)
  const job = await call<{ customer_name: string; total_paid: number }>(page, 'GET', `/api/jobs/${second.id}`)
  expect(job).toMatchObject({ customer_name: 'Erased customer', total_paid: 1500 })

  // A manager is offered neither.
  await manager.page.goto(`/customers/${first.customer_id}`)
  await manager.page.getByRole('button', { name: 'Edit' }).waitFor()
  expect(await manager.page.getByRole('button', { name: 'More' }).count()).toBe(0)
  expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
  await owner.context.close()
  await manager.context.close()
})

test('a known plate fills in the form, asks whose the car is now, and why the odometer runs back', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'phone' })
  const { page, context } = manager
  const first = (await newJob(page, { odometer_km: 48250, address: '4 Hill Road' })) as Made
  const start = () => page.getByRole('button', { name: /^Start job/ }).click()
  const field = (name: string) => page.getByLabel(name, { exact: true })

  // The usual case: the plate, what is to be done, and what it costs.
  await page.goto('/jobs/new')
  await field('Vehicle number').fill('mh 12 ab 1234')
  await page.getByText('This car has an open job').waitFor()
  await expect.poll(() => field('Customer').inputValue()).toBe('Farhan Shaikh')
  expect(await field('Phone').inputValue()).toBe('+91 98200 98200')
  expect(await field('Car').inputValue()).toBe('Maruti Swift')
  // With another plate it goes again.
  await field('Vehicle number').fill('MH12AB1235')
  await expect.poll(() => field('Customer').inputValue()).toBe('')
  await field('Vehicle number').fill('MH12AB1234')
  await expect.poll(() => field('Customer').inputValue()).toBe('Farhan Shaikh')
  await page.getByText('48,250 km the last time').waitFor()
  await page.getByLabel(/^Odometer/).fill('1,200')
  await field('Work to be done').fill('Clutch plate')
  await field('Estimate').fill('9000')
  await start()
  await page.getByText('The odometer said 48,250 km').waitFor()
  await page.getByRole('button', { name: 'The instrument was replaced' }).click()
  await pause(page)
  await start()
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  const { readings } = await call<{ readings: { km: number; reason: string | null }[] }>(
    page,
    'GET',
    `/api/vehicles/${first.vehicle_id}`,
  )
  expect(readings.map(({ km, reason }) => [km, reason])).toEqual([
    [1200, 'The instrument was replaced'],
    [48250, null],
  ])

  // Somebody else brings it: nothing is recorded before it is said whose it is.
  await page.goto('/jobs/new')
  await field('Customer').fill('Latha Iyer')
  await field('Phone').fill('98765 00001')
  await field('Vehicle number').fill('MH12AB1234')
  await page
    .getByText(/was Farhan Shaikh’s.*Same customer with a new number, or was the car sold\?/)
    .waitFor()
  await field('Work to be done').fill('Brake pads')
  await field('Estimate').fill('2000')
  await start()
  await page.getByText('Choose one, so that the car stays with the right customer.').waitFor()
  await page.getByRole('radio', { name: 'Car was sold' }).click()
  await pause(page)
  await start()
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  const sold = await call<{ keepers: { name: string }[] }>(page, 'GET', `/api/vehicles/${first.vehicle_id}`)
  expect(sold.keepers.map(({ name }) => name)).toEqual(['Latha Iyer', 'Farhan Shaikh'])
  expect(manager.faults.found).toEqual([])
  await context.close()
  await owner.context.close()
})

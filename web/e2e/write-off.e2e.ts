import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, launch, newGarage, newJob, type Size } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each(['phone', 'desktop'] as const satisfies Size[])('on a %s', (size) => {
  test('the owner writes off a part and then the rest; a manager is not offered it', async () => {
    const { owner, manager } = await newGarage(browser, { size })
    const { id } = await newJob(manager.page)
    const { remaining_amount: owed } = await call<{ remaining_amount: number }>(
      owner.page,
      'GET',
      `/api/jobs/${id}`,
    )
    const { page } = owner
    await page.goto(`/jobs/${id}`)
    const open = page.getByRole('button', { name: 'Write off', exact: true })
    const dialog = page.getByRole('dialog')
    await open.click()

    // Nothing goes without a reason, nor more than is outstanding.
    await dialog.getByRole('button', { name: /^Write off/ }).click()
    await dialog.getByText('Enter the reason.').waitFor()
    await dialog.getByLabel('Reason').fill('The customer has moved away')
    await dialog.getByLabel('Amount').fill(String(owed + 1))
    await dialog.getByRole('button', { name: /^Write off/ }).click()
    await dialog.getByText(/^Only .* is outstanding\.$/).waitFor()

    await dialog.getByLabel('Amount').fill('500')
    await dialog.getByRole('button', { name: 'Write off ₹500' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('₹500 written off: The customer has moved away').waitFor()

    // What is offered now is all the rest.
    await open.click()
    await dialog.getByLabel('Reason').fill('The rest, too')
    await dialog.getByRole('button', { name: /^Write off ₹/ }).click()
    await dialog.waitFor({ state: 'detached' })
    await open.waitFor({ state: 'detached' })
    const job = await call<{ remaining_amount: number; written_off_amount: number; total_paid: number }>(
      page,
      'GET',
      `/api/jobs/${id}`,
    )
    expect(job).toMatchObject({ remaining_amount: 0, written_off_amount: owed, total_paid: 0 })

    const other = await newJob(manager.page)
    await manager.page.goto(`/jobs/${other.id}`)
    await manager.page.getByText('Outstanding', { exact: true }).waitFor()
    expect(await manager.page.getByRole('button', { name: 'Write off' }).count()).toBe(0)
    expect([...owner.faults.found, ...manager.faults.found]).toEqual([])
  })
})

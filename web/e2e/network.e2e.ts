import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob, pause } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Payment {
  amount: number
}

async function openPayment(page: Page, jobId: string, amount: string) {
  await page.clock.install()
  await page.goto(`/jobs/${jobId}`)
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').fill(amount)
  await pause(page)
  return dialog
}

const recorded = async (page: Page, jobId: string) =>
  (await call<Payment[]>(page, 'GET', `/api/payments?job_id=${jobId}`)).map((payment) => payment.amount)

/** From now on payments reach the server, but its answers never come back. */
async function loseAnswers(page: Page) {
  await page.route('**/api/payments', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
}

/** The network is back, and the time has come for another try. */
async function mend(page: Page) {
  await page.unrouteAll({ behavior: 'wait' })
  await page.clock.fastForward(5000)
}

test('the network is cut between tap and answer: after it is back exactly one payment exists', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '1,500')
  await loseAnswers(manager.page)
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await manager.page.getByRole('button', { name: '1 not sent' }).waitFor()
  expect(await recorded(owner.page, id)).toEqual([1500])

  await mend(manager.page)
  await manager.page.getByRole('button', { name: 'not sent' }).waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([1500])
  await manager.context.close()
  await owner.context.close()
})

test('the same with a reload before the network is back', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'desktop' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '700')
  await loseAnswers(manager.page)
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await manager.page.getByRole('button', { name: '1 not sent' }).waitFor()
  await manager.page.reload()
  await manager.page.getByRole('button', { name: '1 not sent' }).waitFor()

  await mend(manager.page)
  await manager.page.getByRole('button', { name: 'not sent' }).waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([700])
  await manager.context.close()
  await owner.context.close()
})

test('a request that never arrived is sent when the network is back', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '250')
  await manager.context.setOffline(true)
  await manager.page.getByText('No network').waitFor()
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await manager.page.getByRole('button', { name: '1 not sent' }).waitFor()
  expect(await recorded(owner.page, id)).toEqual([])

  await manager.context.setOffline(false)
  await manager.page.getByRole('button', { name: 'not sent' }).waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([250])

  // On the board, too: the card stands where it goes, and says that it is not sent.
  const { page } = manager
  await page.goto('/jobs?view=board&status=pending')
  const move = page.getByRole('button', { name: 'Move MH12AB1234 to' })
  await move.waitFor()
  await manager.context.setOffline(true)
  await move.click()
  await page.getByRole('menuitem', { name: 'In progress' }).click()
  await page.getByRole('button', { name: '1 not sent' }).waitFor()
  await page.getByRole('tab', { name: /In progress/ }).click()
  await page.locator('#content li').filter({ hasText: 'MH12AB1234' }).getByText('Not sent yet').waitFor()
  await manager.context.setOffline(false)
  await page.getByRole('button', { name: 'not sent' }).waitFor({ state: 'detached' })
  expect((await call<{ status: string }>(page, 'GET', `/api/jobs/${id}`)).status).toBe('in_progress')
  await manager.context.close()
  await owner.context.close()
})

/** What this browser holds of what was read, by store. */
function keptRead(page: Page) {
  return page.evaluate(
    () =>
      new Promise<{ owners: number; pages: number; text: string }>((done, failed) => {
        const opening = indexedDB.open('revops-read')
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['owners', 'pages'])
          const owners = transaction.objectStore('owners').count()
          const pages = transaction.objectStore('pages').getAll()
          transaction.oncomplete = () => {
            opening.result.close()
            const text = pages.result.map(({ sealed }) => new TextDecoder('latin1').decode(sealed)).join()
            done({ owners: owners.result, pages: pages.result.length, text })
          }
        }
      }),
  )
}

test('what was read is read without a network, dated, and gone at log-out; what is recorded there is sent once', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone', serviceWorkers: 'allow' })
  const { page, context } = manager
  const { id } = await newJob(page)
  await page.goto('/today')
  await page
    .getByRole('link', { name: /MH12AB1234/ })
    .first()
    .waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await page.goto('/jobs')
  await page.getByRole('link', { name: /MH12AB1234/ }).click()
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().waitFor()
  await expect.poll(async () => (await keptRead(page)).pages).toBeGreaterThan(4)
  const { owners, text } = await keptRead(page)
  expect(owners).toBe(1)
  expect(text).not.toMatch(/Farhan|MH12AB1234/)

  // The browser is opened anew where there is no network.
  await context.setOffline(true)
  await page.goto('/today')
  const banner = page.getByText(/^No network\. What you see is as of \d/)
  await banner.waitFor()
  await page
    .getByRole('link', { name: /MH12AB1234/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'MH12AB1234' }).waitFor()
  await banner.waitFor()
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount').fill('450')
  await pause(page)
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await page.getByRole('button', { name: '1 not sent' }).waitFor()
  expect(await recorded(owner.page, id)).toEqual([])
  await page.goto('/jobs')
  await page.getByRole('link', { name: /MH12AB1234.*Not sent yet/ }).waitFor()

  // Discarding is asked twice.
  await page.getByRole('button', { name: '1 not sent' }).click()
  await page.getByRole('button', { name: /^Discard: / }).click()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  const sure = page.getByRole('dialog', { name: 'Discard for good?' })
  await sure.getByText('it will be missing from the books').waitFor()
  await sure.getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '1 not sent' }).waitFor()

  await context.setOffline(false)
  await page.getByRole('button', { name: 'not sent' }).waitFor({ state: 'detached' })
  await banner.waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([450])

  await page.goto('/settings')
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByRole('button', { name: 'Log in', exact: true }).waitFor()
  expect(await keptRead(page)).toEqual({ owners: 0, pages: 0, text: '' })
  await context.close()
  await owner.context.close()
})

test('a double tap records one payment', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { id } = await newJob(manager.page)
  const dialog = await openPayment(manager.page, id, '300')
  await dialog.getByRole('button', { name: /^Record/ }).dblclick({ delay: 5 })
  await manager.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await recorded(owner.page, id)).toEqual([300])
  await manager.context.close()
  await owner.context.close()
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appCode, call, demoPerson, launch, newGarage, newJob, pause, startTwoSteps } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

test('what was typed into a new job survives a reload', async () => {
  const { page, context } = await demoPerson(browser, 'manager1', { size: 'phone' })
  await page.goto('/jobs/new')
  await page.getByLabel('Vehicle number').fill('KA01ZZ9999')
  await page.getByLabel('Customer').fill('Latha Iyer')
  await page.getByLabel('Estimate').fill('5k')
  await page.reload()
  await expect.poll(() => page.getByLabel('Vehicle number').inputValue()).toBe('KA01ZZ9999')
  expect(await page.getByLabel('Customer').inputValue()).toBe('Latha Iyer')
  expect(await page.getByLabel('Estimate').inputValue()).toBe('5k')
  await page.getByText('= ₹5,000').waitFor()
  await context.close()
})

test('a session that ends in the middle of a form comes back to the same form, filled in', async () => {
  const { manager, owner, emails, password } = await newGarage(browser, { size: 'phone' })
  const { page, context } = manager
  await page.goto('/jobs/new')
  await page.getByLabel('Vehicle number').fill('MH14XY0007')
  await page.getByLabel('Customer').fill('Ravi Menon')
  // The form looks for earlier visits by itself. The session is to end under the press, not under that look-up.
  const lookedUp = page.waitForResponse((answer) => answer.url().includes('q=9820098200'))
  await page.getByLabel('Phone', { exact: true }).fill('9820098200')
  await page.getByLabel('Car', { exact: true }).fill('Tata Nexon')
  await page.getByLabel('Work to be done').fill('Clutch plate')
  await page.getByLabel('Estimate').fill('9000')
  await lookedUp
  await context.clearCookies()
  // Under the press, unless the page asks for something by itself just before.
  const ended = page.getByText('Your session has ended').waitFor()
  await Promise.race([page.getByRole('button', { name: /Start job/ }).click(), ended])
  await ended
  await page.getByLabel('E-mail or phone').fill(emails.manager)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.waitForURL('**/jobs/new')
  expect(await page.getByLabel('Customer').inputValue()).toBe('Ravi Menon')
  // Pressed before the session was found to be over, it was kept, and goes out by itself.
  const taken = page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  await Promise.race([
    page
      .getByRole('button', { name: /Start job/ })
      .click()
      .catch(() => {}),
    taken,
  ])
  await taken
  const jobs = await call<{ customer_name: string }[]>(owner.page, 'GET', '/api/jobs')
  expect(jobs.map((job) => job.customer_name)).toEqual(['Ravi Menon'])
  await context.close()
  await owner.context.close()
})

test('amounts are understood or refused visibly, and the server’s words stand at their fields', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'desktop' })
  const { page, context } = manager
  const { id } = await newJob(page, { estimated_amount: 200_000 })
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().click()
  const dialog = page.getByRole('dialog')
  const amount = dialog.getByLabel('Amount')
  for (const [typed, understood] of [
    ['1,23,456.50', '= ₹1,23,456.50'],
    ['₹ 500', '= ₹500'],
    ['5k', '= ₹5,000'],
  ] as const) {
    await amount.fill(typed)
    await dialog.getByText(understood).waitFor()
  }
  await amount.fill('1,5')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await dialog.getByText('The commas are in unusual places').waitFor()
  await amount.fill('2,00,000.01')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await dialog
    .getByText(/₹2,00,000/)
    .filter({ visible: true })
    .first()
    .waitFor()
  expect(await call<unknown[]>(page, 'GET', `/api/payments?job_id=${id}`)).toEqual([])
  await context.close()
  await owner.context.close()
})

test('a job that somebody else changed meanwhile shows what changed and keeps the edits', async () => {
  const { manager, owner } = await newGarage(browser, { size: 'desktop' })
  const { page, context } = manager
  const { id } = await newJob(page)
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: /^Edit/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Customer').fill('Farhan A. Shaikh')
  await call(owner.page, 'PUT', `/api/jobs/${id}`, { estimated_amount: 5200 })
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await dialog.getByText('₹5,200').filter({ visible: true }).first().waitFor()
  expect(await dialog.getByLabel('Customer').inputValue()).toBe('Farhan A. Shaikh')
  await pause(page)
  await dialog
    .getByRole('button', { name: /Keep mine|^Save/ })
    .first()
    .click()
  await expect
    .poll(async () => {
      const job = await call<{ customer_name: string; estimated_amount: number }>(
        page,
        'GET',
        `/api/jobs/${id}`,
      )
      return [job.customer_name, job.estimated_amount]
    })
    .toEqual(['Farhan A. Shaikh', expect.any(Number)])
  await context.close()
  await owner.context.close()
})

test('by keyboard only: log in, create a job, take a payment, confirm it', async () => {
  const { manager, owner, emails, password } = await newGarage(browser, { size: 'desktop' })
  const { page, context } = manager
  const type = (text: string) => page.keyboard.type(text)
  const key = (name: string) => page.keyboard.press(name)
  /** Tabs until the thing wanted has the focus. */
  const tabTo = async (label: RegExp, on = page) => {
    for (let step = 0; step < 60; step++) {
      const name = await on.evaluate(() => {
        const at = document.activeElement as HTMLInputElement | null
        if (!at || at === document.body) return ''
        const label = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? ''
        return label.trim()
      })
      if (label.test(name)) return
      await on.keyboard.press('Tab')
    }
    throw new Error(`The keyboard does not reach ${label}`)
  }

  await context.clearCookies()
  await page.goto('/login')
  await tabTo(/E-mail/)
  await type(emails.manager)
  await key('Tab')
  await type(password)
  await key('Enter')
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()

  await key('n')
  await page.waitForURL('**/jobs/new')
  const values: [RegExp, string][] = [
    [/Vehicle number/, 'MH43AR5501'],
    [/Customer/, 'Sunita Joshi'],
    [/Phone/, '9820011111'],
    [/^Car/, 'Hyundai i20'],
    [/^Work/, 'Oil change'],
    [/^Estimate/, '2500'],
  ]
  for (const [label, value] of values) {
    await tabTo(label)
    await type(value)
  }
  await tabTo(/Start job/)
  await key('Enter')
  await page.waitForURL(/\/jobs\/[\w-]{20,}$/)
  await page.getByRole('button', { name: 'Record payment' }).filter({ visible: true }).first().waitFor()
  await tabTo(/^Record payment/)
  await key('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(/^Record(?! payment$)/)
  await key('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await owner.page.goto('/money')
  await owner.page.getByText('₹2,500').filter({ visible: true }).first().waitFor()
  await tabTo(/^Confirm/, owner.page)
  await owner.page.keyboard.press('Enter')
  await expect
    .poll(async () =>
      (await call<{ verdict: string }[]>(owner.page, 'GET', '/api/payments')).map((row) => row.verdict),
    )
    .toEqual(['confirmed'])
  await context.close()
  await owner.context.close()
})

test('an owner turns the second factor on, and the next log-in asks for it', async () => {
  const { owner, manager, emails, password } = await newGarage(browser, { size: 'phone' })
  const { page, context, faults } = owner
  const key = await startTwoSteps(page, password)
  await page.getByRole('button', { name: 'Turn on' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.nth(9).waitFor()
  await page.getByRole('button', { name: 'I have saved them' }).click()
  await page.getByText('Recovery codes left: 10').waitFor()
  await page.getByRole('button', { name: 'Log out', exact: true }).filter({ visible: true }).click()
  await page.getByLabel('E-mail or phone').fill(emails.owner)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.getByLabel('Code from your app').fill(appCode(key, 1))
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  expect(faults.found).toEqual([])
  await context.close()
  await manager.context.close()
})

/** Gives a browser a device with a fingerprint reader that always says yes. */
async function withFingerprint(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a manager adds a passkey, and logs in by it; then the password alone is not enough', async () => {
  const { owner, manager, emails, password } = await newGarage(browser, { size: 'phone' })
  const { page, faults } = manager
  await withFingerprint(page)
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('Name of this device').fill('Arjun’s phone')
  await page.getByLabel('Your password').fill(password)
  await pause(page)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('list', { name: 'Passkeys' }).getByText('Arjun’s phone').waitFor()
  const logOut = page.getByRole('button', { name: 'Log out', exact: true }).filter({ visible: true })
  await logOut.click()
  await page.getByRole('button', { name: 'Log in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()

  // From now on it is asked for beside the password; what changes it asks for both.
  await page.goto('/settings')
  await page.getByText(/^Last used today/).waitFor()
  await page.getByRole('button', { name: 'Ask for a passkey at every login' }).click()
  await page.getByLabel('Your password').fill(password)
  await pause(page)
  await page.getByRole('button', { name: 'Turn on', exact: true }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.nth(9).waitFor()
  await pause(page)
  await page.getByRole('button', { name: 'I have saved them' }).click()
  await page.getByRole('button', { name: 'Rename Arjun’s phone' }).click()
  await page.getByLabel('Name of the passkey').fill('Old phone')
  await pause(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Remove Old phone' }).click()
  await page.getByLabel('Your password').fill(password)
  await pause(page)
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText(/^Two-step login is by this passkey/).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await logOut.click()
  await page.getByLabel('E-mail or phone').fill(emails.manager)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.getByLabel('Recovery code').waitFor()
  await page.getByRole('button', { name: 'Log in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  expect(faults.found).toEqual([])
  for (const person of [owner, manager]) await person.context.close()
})

import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { APIRequestContext, Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { looked } from './looks.ts'
import { OwnServer } from './own-server.ts'
import { launch, pause } from './people.ts'

let browser: Browser
let own: OwnServer
let letters = ''
let people: Awaited<ReturnType<OwnServer['garage']>>

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

/**
 * With a mail server: on the one that all share, no e-mail is set up. Each test has its own, and so has each further
 * try of it: letters of the try before would be counted.
 */
beforeEach(async () => {
  own = new OwnServer()
  letters = own.folder('letters')
  const mail = own.module('tests.messages.smtp_process', letters)
  const [line] = await once(mail.stdout, 'data')
  const [smtp] = String(line).trim().split(' ')
  await own.start((origin) => ({
    REVOPS_SMTP_HOST: '127.0.0.1',
    REVOPS_SMTP_PORT: String(smtp),
    REVOPS_SMTP_USER: 'garage',
    REVOPS_SMTP_PASSWORD: 'letters-42-kites', // pragma: allowlist secret
    REVOPS_SMTP_FROM: 'garage@revops.example',
    REVOPS_SMTP_CA: join(letters, 'ca.pem'),
    REVOPS_PUBLIC_URL: origin,
  }))
  people = await own.garage(browser)
  // Nothing waits for the morning.
  await own.call(people.owner.request, 'PUT', '/api/messages/settings', {
    quiet_from: '21:00',
    quiet_until: '21:00',
  })
})

afterEach(async () => {
  await Promise.all([people.owner.context.close(), people.manager.context.close()])
  await own.stop()
})

/** The letters that the mail server took for an address. */
function lettersTo(address: string): string[] {
  const files = readdirSync(letters).filter((name) => name.endsWith('.eml'))
  return files
    .map((name) => readFileSync(join(letters, name), 'utf8'))
    .filter((letter) => letter.includes(`To: ${address}`))
}

/** Takes a job in, of a customer who has an e-mail address. */
async function takeIn(request: APIRequestContext, email: string, plate: string, phone: string) {
  const { id } = await own.call<{ id: string }>(request, 'POST', '/api/jobs', {
    customer_name: 'Farhan Shaikh',
    customer_email: email,
    phone,
    car_model: 'Maruti Swift',
    vehicle_number: plate,
    work_description: 'Brake pads, front',
    estimated_amount: 4000,
    planned_completion_days: 2,
  })
  return id
}

test('a message is looked at, changed and sent; one that was refused is sent again; a customer says yes', async () => {
  const { owner, manager } = people

  // The owner tries the way out.
  await owner.page.goto('/settings/messages')
  await owner.page.getByRole('button', { name: 'Test' }).click()
  await owner.page.getByText(/^Sent to owner@example\.com/).waitFor()
  await expect.poll(() => lettersTo('owner@example.com').length).toBe(1)

  // The manager writes from the job: the words are there, he changes them.
  const job = await takeIn(manager.request, 'farhan@example.com', 'MH12AB1234', '+919820098211')
  await manager.page.goto(`/jobs/${job}?tab=messages`)
  await manager.page.getByRole('button', { name: 'Message', exact: true }).click()
  const dialog = manager.page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'E-mail' }).check()
  const text = dialog.getByLabel('Text')
  await expect.poll(() => text.inputValue()).toContain('Farhan Shaikh')
  await text.fill('Dear Farhan, the pads come at four. Please call before you start.')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const sent = manager.page.getByRole('list', { name: 'Messages about this job' })
  await sent
    .getByText('To farhan@example.com')
    .or(sent.getByText(/farhan@example\.com/))
    .first()
    .waitFor()
  await expect.poll(() => lettersTo('farhan@example.com').length).toBe(1)
  expect(lettersTo('farhan@example.com')[0]).toContain('the pads come at four')
  await expect
    .poll(async () => {
      await manager.page.reload()
      await sent.waitFor()
      return sent.getByText('Sent', { exact: true }).count()
    })
    .toBe(1)

  // Another's address is refused once; the owner reads why, and sends it again.
  const other = await takeIn(manager.request, 'once-refused@example.com', 'MH12CD5678', '+919820098212')
  await own.call(manager.request, 'POST', `/api/jobs/${other}/messages`, {
    channel: 'email',
    event: 'by_hand',
    subject: 'Your car',
    text: 'Your car is ready.',
    language: 'en',
    is_draft: false,
  })
  const list = owner.page.getByRole('list', { name: 'Messages' })
  await expect
    .poll(async () => {
      await owner.page.goto('/messages')
      await list.waitFor()
      return owner.page.getByText('Not sent', { exact: true }).count()
    })
    .toBeGreaterThan(1)
  await list
    .getByText(/is not here|does not exist|not taken|refused/i)
    .first()
    .waitFor()
  await list.getByRole('button', { name: 'Send again' }).click()
  await expect.poll(() => lettersTo('once-refused@example.com').length).toBe(1)

  // Asked at the counter, the customer says yes to WhatsApp; it is noted who asked.
  const { customer_id: customer } = await own.call<{ customer_id: string }>(
    manager.request,
    'GET',
    `/api/jobs/${job}`,
  )
  await manager.page.goto(`/customers/${customer}`)
  const line = manager.page
    .getByRole('list', { name: 'Wants messages' })
    .getByRole('listitem')
    .filter({ hasText: 'WhatsApp' })
  await line.getByText('Not asked yet. WhatsApp messages need a yes.').waitFor()
  await line.getByRole('radio', { name: 'Yes' }).click()
  await line.getByText(/^Said yes, today/).waitFor()
})

test('the owner invites by e-mail, and hands a link over by which a member sets his password', async () => {
  const { page, context } = people.owner
  const dialog = page.getByRole('dialog')
  await page.goto('/team')
  await page.getByRole('button', { name: 'Invite a member' }).click()
  await dialog.getByLabel('E-mail').fill('anita@example.com')
  const wrong = await looked(page, 'invite')
  await dialog.getByRole('button', { name: 'Send the code' }).click()
  await dialog.getByText('Sent to anita@example.com.').waitFor()
  wrong.push(...(await looked(page, 'invited')))
  await expect.poll(() => lettersTo('anita@example.com').length).toBe(1)
  const code = (await dialog.getByLabel('Invite code').textContent())?.trim()
  expect(lettersTo('anita@example.com')[0]).toContain(code)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Add by phone number' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill('Suresh Patil')
  await dialog.getByLabel('Phone', { exact: true }).fill('98200 98299')
  await dialog.getByLabel('Role', { exact: true }).selectOption('technician')
  await page.reload()
  expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Suresh Patil')
  expect(await dialog.getByLabel('Phone', { exact: true }).inputValue()).toBe('98200 98299')
  expect(await dialog.getByLabel('Role', { exact: true }).inputValue()).toBe('technician')
  wrong.push(...(await looked(page, 'add')))
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByRole('button', { name: 'Make the link' }).waitFor()
  await pause(page)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await dialog.getByRole('img', { name: 'QR code for Suresh Patil' }).waitFor()
  wrong.push(...(await looked(page, 'link')))
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  await dialog.getByRole('button', { name: 'Copied' }).waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.keyboard.press('Escape')

  // He opens it, sets a password, and logs in by his phone number.
  const member = await own.person(browser, 'phone')
  await member.page.goto(link)
  await member.page.getByText(/^Suresh Patil, you then log in to Rao Motors/).waitFor()
  wrong.push(...(await looked(member.page, 'set-password')))
  await member.page.getByLabel('New password').fill('gearbox-torque-7781')
  await member.page.getByRole('button', { name: 'Set the password' }).click()
  await member.page.getByLabel('Password', { exact: true }).fill('gearbox-torque-7781')
  wrong.push(...(await looked(member.page, 'log-in')))
  await member.page.getByRole('button', { name: 'Log in', exact: true }).click()
  await member.page.getByText(/^Your password was set/).waitFor()
  await member.page.goto(link)
  await member.page.reload()
  await member.page.getByText(/^This link was used/).waitFor()
  wrong.push(...(await looked(member.page, 'used-link')))
  expect(wrong).toEqual([])
  await member.context.close()
})

test('who owes is reminded, one by hand and then all others, after the plan was read', async () => {
  const { owner, manager } = people
  const { page } = owner
  for (const [email, plate, phone] of [
    ['ravi@example.com', 'MH12EF1111', '+919820098221'],
    ['sita@example.com', 'MH12EF2222', '+919820098222'],
  ] as const) {
    const id = await takeIn(manager.request, email, plate, phone)
    for (const status of ['in_progress', 'completed', 'delivered'])
      await own.call(owner.request, 'PUT', `/api/jobs/${id}`, { status })
  }
  // Only a reminder has a way to say no more.
  const reminders = (address: string) =>
    lettersTo(address).filter((letter) => letter.includes('List-Unsubscribe:')).length
  await page.goto('/money/owes')
  const row = page.getByRole('list', { name: 'Who owes' }).getByRole('listitem')
  await row
    .filter({ hasText: 'MH12EF1111' })
    .getByRole('button', { name: /^Remind/ })
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'E-mail' }).check()
  await expect.poll(() => dialog.getByLabel('Text').inputValue()).toContain('4,000')
  const wrong = await looked(page, 'remind-one')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => reminders('ravi@example.com')).toBe(1)

  await pause(page)
  await page.getByRole('button', { name: 'Remind all' }).click()
  await dialog.getByText(/^1 customer owes ₹4,000: 1 by e-mail/i).waitFor()
  await dialog.getByText('1 reminded in the last 7 days').waitFor()
  wrong.push(...(await looked(page, 'remind-all')))
  await dialog.getByRole('button', { name: 'Send 1 reminder' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => reminders('sita@example.com')).toBe(1)
  await pause(page)
  await page.getByRole('button', { name: 'Remind all' }).click()
  await dialog.getByText('There is nobody to remind now.').waitFor()
  wrong.push(...(await looked(page, 'remind-nobody')))
  expect(wrong).toEqual([])
})

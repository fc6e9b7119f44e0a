import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject, test } from 'vitest'
import { appCode, call, launch, startTwoSteps } from './people.ts'
import { expectOneRecordEach, inDialog, many, type Recording, spread, taken } from './taps.ts'

// Every button that lets people in, changes what they may, or how the garage is set up, pressed twice: done once, with
// one line in the log, and nobody whose tap succeeded is told that it did not.

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const PASSWORD = 'gearbox-torque-7781'
const PHONE = '9820012345'

let made = 0
const newEmail = () => `taps-${process.pid}-${made++}@example.com`

/** Counts the lines of the log that are new from now on. */
async function logged(owner: Page, kind: string) {
  const path = `/api/audit?kind=${kind}`
  const before = await many(owner, path)
  return async () => (await many(owner, path)) - before
}

async function inviteCode(owner: Page) {
  const { id } = await call<{ id: string }>(owner, 'GET', '/api/workshops/me')
  return (await call<{ code: string }>(owner, 'POST', `/api/workshops/${id}/invite-codes`)).code
}

async function fillIn(page: Page, address: string) {
  await page.context().clearCookies()
  await page.goto(address)
  await page.getByLabel('Your name').fill('Anita Desai')
  await page.getByLabel('Phone').fill(PHONE)
  await page.getByLabel('E-mail').fill(newEmail())
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
}

const PEOPLE: Recording[] = [
  {
    name: 'register as an owner',
    who: 'visitor',
    async open(page) {
      await fillIn(page, '/register')
      return {
        button: page.getByRole('button', { name: 'Register', exact: true }),
        count: taken(page, 'POST', '/api/auth/register'),
      }
    },
  },
  {
    name: 'register as a manager',
    who: 'visitor',
    async open(page, { owner }) {
      await fillIn(page, `/register?code=${await inviteCode(owner.page)}`)
      return {
        button: page.getByRole('button', { name: 'Join the garage' }),
        count: await logged(owner.page, 'manager_joined'),
      }
    },
  },
  {
    name: 'open the garage',
    who: 'visitor',
    async open(page) {
      await page.context().clearCookies()
      const owner = {
        email: newEmail(),
        password: PASSWORD,
        name: 'Anita Desai',
        phone: PHONE,
        role: 'owner',
      }
      await call(page, 'POST', '/api/auth/register', owner)
      await page.goto('/setup')
      await page.getByLabel('Name of the garage').fill('Desai Motors')
      return {
        button: page.getByRole('button', { name: 'Open the garage' }),
        count: taken(page, 'POST', '/api/workshops'),
      }
    },
  },
  {
    name: 'join a further garage',
    who: 'visitor',
    async open(page, { owner }) {
      await page.context().clearCookies()
      const account = { password: PASSWORD, name: 'Anita Desai', phone: PHONE, role: 'owner' }
      await call(page, 'POST', '/api/auth/register', { ...account, email: newEmail() })
      await call(page, 'POST', '/api/workshops', { name: 'Desai Motors', phone: PHONE })
      await page.goto('/settings')
      await page.getByRole('button', { name: 'Join with a code' }).click()
      await page.getByLabel('Invite code').fill(await inviteCode(owner.page))
      return { button: inDialog(page, 'Join the garage'), count: await logged(owner.page, 'manager_joined') }
    },
  },
  {
    name: 'change the password',
    who: 'owner',
    toast: /^Password changed/,
    async open(page, garage) {
      const changes = await logged(page, 'password_changed')
      const next = `lorry-${made++}-monsoon-tarpaulin`
      await page.goto('/settings')
      await page.getByLabel('Current password').fill(garage.password)
      await page.getByLabel('New password').fill(next)
      return {
        button: page.getByRole('button', { name: 'Change password' }),
        count: async () => {
          const count = await changes()
          if (count > 0) garage.password = next
          return count
        },
      }
    },
  },
  {
    name: 'turn two-step login on',
    who: 'owner',
    async open(page, { password }) {
      const on = await logged(page, 'second_factor_on')
      const key = await startTwoSteps(page, password)
      return {
        button: page.getByRole('button', { name: 'Turn on' }),
        count: async () => {
          const count = await on()
          const body = { password, code: appCode(key, 1) }
          if (count > 0) await call(page, 'POST', '/api/auth/second-factor/off', body)
          return count
        },
      }
    },
  },
  {
    name: 'turn two-step login off',
    who: 'owner',
    toast: /^Two-step login turned off/,
    async open(page, { password }) {
      const { secret } = await call<{ secret: string }>(page, 'POST', '/api/auth/second-factor', { password })
      const code = appCode(secret)
      await call(page, 'POST', '/api/auth/second-factor/confirm', { code })
      const off = await logged(page, 'second_factor_off')
      await page.goto('/settings')
      await page.getByRole('button', { name: 'Turn off' }).click()
      await page.getByLabel('Your password').fill(password)
      await page.getByLabel('Code from your app').fill(appCode(secret, 1))
      return { button: page.getByRole('button', { name: 'Turn off' }), count: off }
    },
  },
  {
    name: 'revoke an invite code',
    who: 'owner',
    async open(page) {
      const code = await inviteCode(page)
      await page.goto('/team')
      await page.getByRole('button', { name: `Revoke ${code}` }).click()
      return {
        button: inDialog(page, 'Revoke'),
        count: taken(page, 'DELETE', `/invite-codes/${code}`),
      }
    },
  },
  {
    name: 'remove a manager',
    who: 'owner',
    toast: /^Suresh Patil is removed/,
    async open(page) {
      const answer = await fetch(`${inject('origin')}/api/auth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          email: newEmail(),
          password: PASSWORD,
          name: 'Suresh Patil',
          phone: PHONE,
          role: 'manager',
          invite_code: await inviteCode(page),
        }),
      })
      const { user } = (await answer.json()) as { user: { id: string } }
      const removed = await logged(page, 'manager_removed')
      await page.goto(`/team/${user.id}`)
      await page.getByRole('button', { name: 'Remove Suresh Patil' }).click()
      return { button: inDialog(page, 'Remove'), count: removed }
    },
  },
  {
    name: 'save the workshop',
    who: 'owner',
    toast: /^Workshop saved/,
    async open(page) {
      const version = async () => (await call<{ version: number }>(page, 'GET', '/api/workshops/me')).version
      const before = await version()
      await page.goto('/settings')
      await page.getByLabel('Address', { exact: false }).first().fill(`${before} MG Road, Pune`)
      const form = page.locator('form').filter({ has: page.getByLabel('Time zone') })
      return { button: form.locator('button[type=submit]'), count: async () => (await version()) - before }
    },
  },
  {
    name: 'upload a logo',
    who: 'owner',
    toast: /^Logo saved/,
    async open(page) {
      await page.goto('/settings')
      const button = page.getByRole('button', { name: /^Choose (a picture|another)/ })
      await button.waitFor()
      const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 80 } })
      page.removeAllListeners('filechooser')
      page.on('filechooser', (chooser) =>
        chooser.setFiles({ name: 'logo.png', mimeType: 'image/png', buffer }),
      )
      return { button, count: taken(page, 'PUT', '/logo') }
    },
  },
]

for (const size of ['phone', 'desktop'] as const) {
  test(`two taps change once who may and how the garage is set up (${size})`, () =>
    expectOneRecordEach(browser, size, spread(PEOPLE, size)))
}

import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { OwnServer } from './own-server.ts'
import { launch } from './people.ts'
import { freePort } from './server.ts'

const PHONE = '919820098211'
// As the stand-in of Meta knows them (tests/whatsapp/graph.py).
const ACCOUNT = {
  REVOPS_WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  REVOPS_WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398',
  REVOPS_WHATSAPP_TOKEN: 'EAAG-token-of-the-stand-in',
  REVOPS_WHATSAPP_APP_SECRET: 'app-secret-of-the-stand-in', // pragma: allowlist secret
  REVOPS_WHATSAPP_VERIFY_TOKEN: 'of-the-journeys',
}

let browser: Browser
let meta = ''
let own: OwnServer

/** Sets the stand-in, or has it do something. */
async function order(what: string, body: object = {}) {
  const answer = await fetch(`${meta}/control/${what}`, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${what}: ${answer.status}`)
}

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

/** On the server that all share, WhatsApp is not set up. Each try has its own. */
beforeEach(async () => {
  own = new OwnServer()
  const graph = await freePort()
  meta = `http://127.0.0.1:${graph}`
  own.module('tests.whatsapp.graph', String(graph))
  await own.start(() => ({ ...ACCOUNT, REVOPS_WHATSAPP_URL: meta }))
  await order('set', {
    webhook: `${own.origin}/api/webhooks/whatsapp`,
    templates: [template('revops_ready', 'en', 'Dear {{customer}}, {{vehicle}} is ready. Thank you.')],
  })
})

afterEach(() => own.stop())

function template(name: string, language: string, text: string) {
  const components = [{ type: 'BODY', text }]
  return { name, language, status: 'APPROVED', category: 'UTILITY', components }
}

test('a test that fails says why; "STOP" ends messages and is shown on the job', async () => {
  const { owner, manager } = await own.garage(browser)

  // The owner sees the number, what it reaches, and which texts are still to be made.
  await owner.page.goto('/settings/messages')
  await owner.page.getByRole('link', { name: 'Number and templates' }).click()
  await owner.page.getByRole('heading', { name: '+91 98200 12345' }).waitFor()
  await owner.page.getByText(/250 different customers in 24 hours/).waitFor()
  const templates = owner.page.getByRole('list', { name: 'Templates' })
  await templates.getByText('Approved').waitFor()
  expect(await templates.getByText('Not made yet').count()).toBeGreaterThan(5)

  // A token that has ended: the test fails with the reason, and what to do.
  await order('set', { token: 'another' })
  const test = owner.page.getByRole('button', { name: 'Test' })
  await test.click()
  await owner.page.getByText(/^Meta does not accept the access token: make a new one/).waitFor()
  await order('set', {
    token: ACCOUNT.REVOPS_WHATSAPP_TOKEN,
    templates: [template('hello_world', 'en_US', 'Hello World')],
  })
  await owner.page.waitForTimeout(600)
  await test.click()
  await owner.page.getByText(/^A test message is on its way to/).waitFor()

  // The customer agreed, and then writes STOP.
  const { id } = await own.call<{ id: string }>(manager.request, 'POST', '/api/jobs', {
    customer_name: 'Farhan Shaikh',
    phone: `+${PHONE}`,
    car_model: 'Maruti Swift',
    vehicle_number: 'MH12AB1234',
    work_description: 'Brake pads, front',
    estimated_amount: 4000,
    planned_completion_days: 2,
  })
  const job = await own.call<{ customer_id: string }>(manager.request, 'GET', `/api/jobs/${id}`)
  const consents = `/api/customers/${job.customer_id}/consents`
  const yes = { channel: 'whatsapp', address: `+${PHONE}`, is_given: true }
  await own.call(manager.request, 'PUT', consents, yes)
  await order('incoming', { from: PHONE, text: 'Will it take long?' })
  await order('incoming', { from: PHONE, text: 'STOP' })
  const said = async () => {
    const found = await own.call<{ channel: string; is_given: boolean }[]>(manager.request, 'GET', consents)
    return found.find(({ channel }) => channel === 'whatsapp')?.is_given
  }
  await expect.poll(said).toBe(false)

  await manager.page.goto(`/jobs/${id}?tab=messages`)
  const texts = manager.page.getByRole('list', { name: 'Texts from customers' })
  await texts.getByText('Will it take long?').waitFor()
  await texts.getByText('Wants no more messages').waitFor()

  await owner.page.goto('/settings/whatsapp')
  await owner.page.getByText(/^Meta last told RevOps something/).waitFor()
  await owner.page.goto('/messages')
  await owner.page.getByRole('link', { name: 'Open the job' }).first().click()
  await owner.page.getByRole('heading', { name: 'MH12AB1234' }).waitFor()
  await Promise.all([owner.context.close(), manager.context.close()])
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, settle } from './looks.ts'
import { call, dayOfBank, launch, newGarage, newJob } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const HEADER = 'Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance'

interface Move {
  rrn: string
  amount: number
  name: string
}

/** A statement as HDFC writes it, of today. */
function statement(moves: Move[], broken = false): Buffer {
  const day = dayOfBank()
  let balance = 10_000
  const rows = moves.map(({ rrn, amount, name }, index) => {
    balance += amount + (broken && index === 1 ? 1 : 0)
    return `${day},UPI-${name}-x@ybl-YESB0YBLUPI-${rrn}-SERVICE,0000${rrn},${day},,${amount}.00,${balance}.00`
  })
  return Buffer.from(['Account No : 50100012341234', HEADER, ...rows].join('\r\n'))
}

const MOVES = [
  { rrn: '911112345678', amount: 1500, name: 'RAVI KUMAR' },
  { rrn: '911112345679', amount: 650, name: 'MEENA IYER' },
  { rrn: '911112345680', amount: 20_000, name: 'OWN TRANSFER' },
]

/** Everything can be read and pressed; with LOOKS a folder, its picture is kept there. */
async function shot(page: Page, name: string) {
  await settle(page)
  expect(await lookAt(page)).toEqual([])
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/${name}.png`, fullPage: true })
}

const send = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel('Statement', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer })

test('a UPI payment asks for its digits, and says where a number was used before', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page } = manager
  const first = await newJob(page)
  const second = await newJob(page)
  await call(page, 'POST', '/api/payments', {
    job_id: first.id,
    amount: 100,
    payment_type: 'partial',
    method: 'upi',
    reference: MOVES[0]?.rrn,
  })
  await page.goto(`/jobs/${second.id}`)
  await page.getByRole('button', { name: 'Record payment' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'UPI' }).check()
  const reference = dialog.getByLabel('UPI reference')
  await reference.fill('6111')
  await reference.blur()
  await dialog.getByText('A UPI reference has 12 digits').waitFor()
  await reference.fill('9111 1234 5678')
  await shot(page, 'bank-payment-phone')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await dialog.getByText(/is on a payment of job/).waitFor()
  await reference.fill('911112345681')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await owner.context.close()
  await manager.context.close()
})

test.each(['phone', 'desktop'] as const)('the owner reads a statement on the %s', async (size) => {
  const { owner, manager } = await newGarage(browser, { size })
  const { id } = await newJob(manager.page)
  const pay = (amount: number, reference: string) =>
    call(manager.page, 'POST', '/api/payments', {
      job_id: id,
      amount,
      payment_type: 'partial',
      method: 'upi',
      reference,
    })
  await pay(1500, '911112345678')
  await pay(300, '911112345699')
  const { page } = owner
  await page.goto('/money/bank')
  await page.getByRole('button', { name: 'Upload a statement' }).waitFor()
  await shot(page, `bank-empty-${size}`)
  await send(page, 'broken.csv', statement(MOVES, true))
  await page.getByText(/Row 4 does not add up/).waitFor()
  await shot(page, `bank-refused-${size}`)
  await send(page, 'april.csv', statement(MOVES))
  await page.getByText(/3 rows read/).waitFor()
  await page.getByRole('button', { name: 'Confirm all 1' }).waitFor()
  await shot(page, `bank-${size}`)
  await page.getByRole('button', { name: 'Confirm all 1' }).click()
  await page.getByText('Nothing to confirm').waitFor()
  const payments = await call<{ amount: number; verdict: string }[]>(page, 'GET', '/api/payments')
  expect(payments.map(({ amount, verdict }) => [amount, verdict])).toEqual([
    [300, 'pending'],
    [1500, 'confirmed'],
  ])
  const credited = page.getByRole('list', { name: 'Credited without an entry' })
  await credited
    .getByRole('listitem')
    .filter({ hasText: 'OWN TRANSFER' })
    .getByRole('button', { name: 'Not a customer’s' })
    .click()
  await page.getByRole('button', { name: 'Our own money' }).click()
  await shot(page, `bank-aside-${size}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Set aside' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await credited.getByRole('button', { name: 'Match' }).click()
  await page.getByRole('dialog').getByRole('checkbox').first().click()
  await shot(page, `bank-match-${size}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Match' }).click()
  await page.getByText('All of it is entered').waitFor()
  await page.getByText('All of it came in').waitFor()
  await owner.context.close()
  await manager.context.close()
})

test('the columns of an unknown bank are said once', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page } = owner
  await page.goto('/money/bank')
  const rows = [
    'When;What;Took;Brought;Stands at',
    '01/04/2026;UPI/609100000001/RAVI;;500,00;1500,00'.replaceAll(',', '.'),
    '02/04/2026;RENT;200.00;;1300.00',
  ]
  await send(page, 'own.csv', Buffer.from(rows.join('\n')))
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('When').selectOption('day')
  await dialog.getByLabel('What').selectOption('narration')
  await dialog.getByLabel('Took').selectOption('debit')
  await dialog.getByLabel('Brought').selectOption('credit')
  await dialog.getByRole('button', { name: 'Remember and read' }).click()
  await dialog.getByText('Say which column is the balance').waitFor()
  await dialog.getByLabel('Stands at').selectOption('balance')
  await shot(page, 'bank-columns-phone')
  await dialog.getByRole('button', { name: 'Remember and read' }).click()
  await page.getByText(/2 rows read/).waitFor()
  await owner.context.close()
  await manager.context.close()
})

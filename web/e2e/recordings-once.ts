import { call, newJob } from './people.ts'
import { events, move, pay, plate, tickThree, verdicts } from './recordings.ts'
import { inDialog, many, type Recording, sendVerdicts } from './taps.ts'

// Each of these once, on a phone or on a desktop.
export const ONCE: Recording[] = [
  {
    name: 'confirm several payments',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await tickThree(page, manager.page)
      return {
        button: page.getByRole('button', { name: /^Confirm 3 payments/ }),
        count: async () => {
          await sendVerdicts(page)
          return (await verdicts(page, id, 'confirmed')) / 3
        },
      }
    },
  },
  {
    name: 'reject several payments',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await tickThree(page, manager.page)
      await page.getByRole('button', { name: /^Reject 3 payments/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Recorded twice' }).click()
      return {
        button: inDialog(page, 'Reject 3 payments'),
        count: async () => {
          await sendVerdicts(page)
          return (await verdicts(page, id, 'rejected')) / 3
        },
      }
    },
  },
  {
    name: 'reject cash',
    who: 'owner',
    async open(page, { manager }) {
      const { id } = await newJob(manager.page, { vehicle_number: plate() })
      await pay(manager.page, id, 300, 'cash')
      for (const amount of [100, 200])
        await call(manager.page, 'POST', '/api/settlements', { amount, job_ids: [] })
      const before = await many(page, '/api/audit?kind=settlement_rejected')
      await page.goto('/money/cash')
      await page
        .getByRole('button', { name: /^Reject ₹/ })
        .first()
        .click()
      await page.getByRole('dialog').getByRole('button', { name: 'Cash not received' }).click()
      return {
        button: inDialog(page, 'Reject hand-over'),
        count: async () => (await many(page, '/api/audit?kind=settlement_rejected')) - before,
      }
    },
  },
  {
    name: 'deliver on credit',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await move(page, id, 'in_progress', 'completed')
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Deliver on credit' }).filter({ visible: true }).first().click()
      return {
        button: inDialog(page, 'Deliver on credit'),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
  {
    name: 'refund',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await pay(page, id, 500)
      await page.goto(`/jobs/${id}?open=refund`)
      await page.getByRole('dialog').getByRole('radio', { name: 'UPI' }).click()
      await page.getByRole('dialog').getByLabel('Reason').fill('Paid twice')
      return {
        button: inDialog(page, /^Refund ₹500/),
        count: () => many(page, `/api/payments?job_id=${id}&kind=refund`),
      }
    },
  },
  {
    name: 'cancel a payment on its job',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      for (const amount of [101, 102]) await pay(page, id, amount)
      await page.goto(`/jobs/${id}?tab=money`)
      await page.getByRole('button', { name: 'Cancel ₹102 UPI' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Wrong amount' }).click()
      return { button: inDialog(page, 'Cancel payment'), count: () => verdicts(page, id, 'rejected') }
    },
  },
  {
    name: 'cancel a job',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      const before = await events(page, id)
      await page.goto(`/jobs/${id}?open=cancel`)
      await page.getByRole('dialog').getByRole('button', { name: 'Too expensive' }).click()
      return { button: inDialog(page, 'Cancel job'), count: async () => (await events(page, id)) - before }
    },
  },
  {
    name: 'close a job',
    who: 'manager',
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      await pay(page, id, 4000)
      await move(page, id, 'in_progress', 'completed', 'delivered')
      const before = await events(page, id)
      await page.goto(`/jobs/${id}`)
      await page.getByRole('button', { name: 'Close', exact: true }).filter({ visible: true }).first().click()
      return {
        // Beside it the sheet's own way out, which closes the sheet.
        button: page.getByRole('dialog').locator('[data-records]', { hasText: /^Close$/ }),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
  {
    name: 'save labour and parts',
    who: 'manager',
    toast: /^Labour and parts saved/,
    async open(page) {
      const { id } = await newJob(page, { vehicle_number: plate() })
      const before = await events(page, id)
      await page.goto(`/jobs/${id}?tab=work`)
      await page.getByRole('button', { name: 'Enter labour and parts' }).click()
      await page.getByLabel('Description, line 1').fill('Clutch plate')
      await page.getByLabel('Price, line 1').fill('2500')
      // The sums come from the server, above the button.
      await page.getByText(/^The estimate is/).waitFor()
      return {
        button: page.getByRole('button', { name: 'Save labour and parts' }),
        count: async () => (await events(page, id)) - before,
      }
    },
  },
]

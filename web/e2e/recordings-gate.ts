import type { Locator, Page } from 'playwright-core'
import { call } from './people.ts'
import { plate } from './recordings.ts'
import type { Garage, Recording } from './taps.ts'

// Whoever stands at the gate presses one of two large buttons, again and again.

/** The visitor of a garage joins it anew, as a manager or to stand at its gate. */
export async function joins({ owner, visitor }: Garage, role: 'manager' | 'gate') {
  const { id } = await call<{ id: string }>(owner.page, 'GET', '/api/workshops/me')
  const path = `/api/workshops/${id}/invite-codes`
  const { code } = await call<{ code: string }>(owner.page, 'POST', path, { role })
  await visitor.page.context().clearCookies()
  await call(visitor.page, 'POST', '/api/auth/register', {
    email: `taps-joins-${process.pid}-${Math.random().toString(36).slice(2, 8)}@example.com`,
    password: 'gearbox-torque-7781',
    name: 'Suresh Patil',
    phone: '+919820012346',
    role: 'manager',
    invite_code: code,
  })
}

async function atGate(page: Page, garage: Garage, button: Locator) {
  await joins(garage, 'gate')
  const car = plate()
  await page.goto('/gate')
  await page.getByLabel('Number plate').fill(car)
  return {
    button,
    count: async () => {
      const { sightings } = await call<{ sightings: { plate: string }[] }>(page, 'GET', '/api/gate')
      return sightings.filter((seen) => seen.plate === car).length
    },
  }
}

export const GATE: Recording[] = (['In', 'Out'] as const).map((way) => ({
  name: `a car at the gate: ${way}`,
  who: 'visitor',
  open: (page, garage) => atGate(page, garage, page.getByRole('button', { name: way, exact: true })),
}))

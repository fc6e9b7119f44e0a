import { shownPhone } from '@/domain/phone'
import type { CustomerDetail } from './queries'

function many(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`
}

// What a customer who goes leaves behind on his own record.
const LEFT: { name: string; of: (customer: CustomerDetail) => unknown }[] = [
  { name: 'e-mail', of: ({ email }) => email },
  { name: 'name on bills', of: ({ legal_name: name }) => name },
  { name: 'tax number', of: ({ gst_number: number }) => number },
  { name: 'address', of: ({ address }) => address },
  { name: 'notes', of: ({ notes }) => notes },
]

/** What moves from one customer to another when the two are merged, and what is not carried over, in words. */
export function movesOf(kept: CustomerDetail, goes: CustomerDetail) {
  const phones = goes.phones.filter((phone) => !kept.phones.includes(phone))
  const own = goes.vehicles.filter(({ keeper }) =>
    [goes.id, ...goes.merged_from].includes(keeper.customer_id),
  )
  const left = LEFT.filter(({ of }) => of(goes)).map(({ name }) => name)
  return {
    moves: [
      ...phones.map((phone) => `Phone ${shownPhone(phone)}`),
      ...own.map(({ vehicle_number: plate }) => `Vehicle ${plate}`),
      `${many(goes.job_count, 'job')}, with payments and documents`,
    ],
    stays: left.length > 0 ? `Not carried over from ${goes.name}: ${left.join(', ')}.` : null,
  }
}

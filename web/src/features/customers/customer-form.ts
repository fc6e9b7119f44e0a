import type { Schemas } from '@/api/client'
import { optional, required } from '@/lib/schema'
import { z } from '@/lib/zod'
import { changedNames } from './changed-names'
import type { CustomerDetail } from './queries'

export const customerSchema = z.object({
  name: required('the name', 120),
  phones: z.string().transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
  email: optional(120),
  legal_name: optional(120),
  gst_number: optional(32),
  line: optional(500),
  city: optional(120),
  pin: optional(16),
  state: optional(120),
  notes: optional(2000),
})

export type CustomerText = z.input<typeof customerSchema>
export type CustomerRead = z.output<typeof customerSchema>

/** What stands in the form before anything is typed. */
export function textOf({ address, phones, ...customer }: CustomerDetail): CustomerText {
  return {
    name: customer.name,
    phones: phones.join('\n'),
    email: customer.email ?? '',
    legal_name: customer.legal_name ?? '',
    gst_number: customer.gst_number ?? '',
    line: address?.line ?? '',
    city: address?.city ?? '',
    pin: address?.pin ?? '',
    state: address?.state ?? '',
    notes: customer.notes ?? '',
  }
}

const ADDRESS = ['line', 'city', 'pin', 'state'] as const

/** The changes to send: only the fields that were typed otherwise than they were; an address goes whole. */
export function changesOf(
  before: CustomerText,
  typed: CustomerText,
  read: CustomerRead,
): Schemas['CustomerUpdate'] {
  const changed = changedNames(before, typed)
  const isOfAddress = (name: string) => ADDRESS.some((part) => part === name)
  const plain = changed.filter((name) => !isOfAddress(name)).map((name) => [name, read[name]])
  const { line, city, pin, state } = read
  return {
    ...Object.fromEntries(plain),
    ...(changed.some(isOfAddress) && { address: { line, city, pin, state } }),
  }
}

/** The changes that put back what changes did. */
export function wayBack(changes: Schemas['CustomerUpdate'], old: CustomerRead): Schemas['CustomerUpdate'] {
  const { line, city, pin, state, ...plain } = old
  const was = { ...plain, address: { line, city, pin, state } }
  return Object.fromEntries(Object.entries(was).filter(([name]) => name in changes))
}

import { readAmount } from '@/lib/amount'
import { plainNumber } from '@/lib/digits'
import type { TrustSettings, TrustSettingsUpdate } from './queries'

const NUMBERS = [
  'discount_percent',
  'late_hours',
  'revisit_days',
  'plates_of_phone',
  'night_from',
  'night_to',
] as const
const CAPPED = ['manager', 'cashier'] as const

type CapBox = `cap_${(typeof CAPPED)[number]}`

/** What stands in the boxes, as typed. */
export type Boxes = Record<'least_amount' | (typeof NUMBERS)[number] | CapBox, string>

/** The settings as they stand in the boxes. */
export function boxesOf(settings: TrustSettings): Boxes {
  const caps: Record<string, number | undefined> = settings.discount_caps
  return {
    least_amount: String(settings.least_amount),
    discount_percent: String(settings.discount_percent),
    late_hours: String(settings.late_hours),
    revisit_days: String(settings.revisit_days),
    plates_of_phone: String(settings.plates_of_phone),
    night_from: String(settings.night_from),
    night_to: String(settings.night_to),
    cap_manager: String(caps.manager ?? ''),
    cap_cashier: String(caps.cashier ?? ''),
  }
}

/** What is saved of the boxes, or why not. Caps of other roles stay. */
export function readBoxes(
  boxes: Boxes,
  decimals: number,
  { discount_caps: saved }: Pick<TrustSettings, 'discount_caps'>,
): { body: TrustSettingsUpdate } | { why: string } {
  const least = readAmount(boxes.least_amount, decimals)
  if (!least.ok) return { why: least.why }
  const body: TrustSettingsUpdate = { least_amount: least.amount }
  for (const name of NUMBERS) {
    const number = whole(boxes[name])
    if (number === null) return { why: `Write ${boxes[name] || 'what is empty'} as a whole number.` }
    body[name] = number
  }
  const caps: Record<string, number> = { ...saved }
  for (const role of CAPPED) {
    const text = boxes[`cap_${role}`]
    delete caps[role]
    if (text.trim() === '') continue
    const percent = whole(text)
    if (percent === null || percent > 100) return { why: 'A cap is a whole number up to 100.' }
    caps[role] = percent
  }
  return { body: { ...body, discount_caps: caps } }
}

function whole(text: string): number | null {
  const plain = plainNumber(text)
  return /^\d{1,4}$/.test(plain) ? Number(plain) : null
}

import { addDays, daysBetween } from '@/lib/days'
import type { Dashboard } from './queries'

type Previous = NonNullable<Dashboard['previous']>

/** What the days before are called, after "than" and after "nothing". */
interface Before {
  than: string
  when: string
}

/** The days that a period is compared with, in words. What still goes on is compared with a whole day or month. */
export function beforeInWords(previous: Pick<Previous, 'from' | 'to'>, today: string): Before {
  const month = monthOf(previous, today)
  if (month) return { than: `all of ${month}`, when: `in ${month}` }
  const days = daysBetween(previous.from, previous.to) + 1
  if (days > 1) return { than: `the ${days} days before`, when: `in the ${days} days before` }
  return daysBetween(previous.to, today) === 1
    ? { than: 'all of yesterday', when: 'yesterday' }
    : { than: 'the day before', when: 'the day before' }
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** The month that the days are the whole of, by its name. */
function monthOf({ from, to }: Pick<Previous, 'from' | 'to'>, today: string): string | null {
  const isWhole = from.endsWith('-01') && addDays(to, 1).endsWith('-01') && daysBetween(from, to) < 31
  if (!isWhole) return null
  const [year, month] = from.split('-')
  const name = MONTHS[Number(month) - 1] ?? ''
  return today.startsWith(`${year}-`) ? name : `${name} ${year}`
}

// From here on a share says less than the amount itself.
const MAX_PERCENT = 1000

/** How much more or less money it is. */
export function compareMoney(
  now: number,
  was: number,
  before: Before,
  money: (amount: number) => string,
): string {
  if (now === was) return same(now, before)
  if (was === 0) return `none ${before.when}`
  const word = now > was ? 'more' : 'less'
  const percent = (Math.abs(now - was) / Math.abs(was)) * 100
  if (was < 0 || now < 0 || percent >= MAX_PERCENT) {
    return `${money(Math.abs(now - was))} ${word} than ${before.than}`
  }
  const shown = percent >= 10 ? Math.round(percent) : Math.round(percent * 10) / 10
  return shown === 0 ? `slightly ${word} than ${before.than}` : `${shown}% ${word} than ${before.than}`
}

/** How many more or fewer they are. */
export function compareCount(
  now: number,
  was: number,
  before: Before,
  count: (number: number) => string,
): string {
  if (now === was) return same(now, before)
  if (was === 0) return `none ${before.when}`
  return `${count(Math.abs(now - was))} ${now > was ? 'more' : 'fewer'} than ${before.than}`
}

function same(now: number, { than, when }: Before): string {
  return now === 0 ? `none ${when} either` : `the same as ${than}`
}

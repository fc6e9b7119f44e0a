import { isOpen, type JobStatus } from '@/domain/job-status'
import { inSentence } from '@/lib/days'

interface Deadline {
  words: string
  isLate: boolean
}

/** When an open job is due, in words; null once the work is done. `days` is how far the day lies ahead. */
export function deadline(status: JobStatus, days: number, day: string): Deadline | null {
  if (!isOpen(status)) return null
  if (days < 0) return { words: `${-days} ${days === -1 ? 'day' : 'days'} overdue`, isLate: true }
  return { words: `Due ${inSentence(day)}`, isLate: false }
}

import { comparedPlate } from '@/domain/plate'
import { plainNumber } from '@/lib/digits'
import type { Work } from './queries'

/** What a job card has in its code; null for the code of something else. */
export function cardCode(text: string): string | null {
  return /\/c\/[\w-]+\/?$/.test(text.trim()) ? text.trim() : null
}

/** The car whose plate was typed, or whose job has the number. */
export function typedWork(text: string, works: readonly Work[]): Work | undefined {
  const plate = comparedPlate(text)
  if (!plate) return undefined
  const number = /^(?:job)?\s*(\d+)$/i.exec(plainNumber(text))?.[1]
  return (
    works.find((work) => comparedPlate(work.vehicle_number) === plate) ??
    works.find((work) => String(work.number) === number)
  )
}

import { useState } from 'react'
import type { Job } from '@/domain/jobs'
import { comparedPlate } from '@/domain/plate'
import { type Fill, fillIn } from './fill-in'

interface Filled {
  visit: Job
  values: Fill
  kept: Fill
  /** What stood in the fields before. */
  before: Fill
}

/** Fills a form from an earlier visit, remembers what it put there, and takes it back. */
export function useFillIn(typed: Record<keyof Fill, string>, put: (values: Fill) => void) {
  const [filled, setFilled] = useState<Filled | null>(null)
  const found = (visit: Job) => {
    // With another plate typed, an earlier visit of the customer was with another car.
    const isSameCar = comparedPlate(visit.vehicle_number).includes(comparedPlate(typed.vehicle_number))
    return fillIn(visit, typed, filled?.values ?? {}, isSameCar)
  }
  const standing = (fields: Fill): Fill =>
    Object.fromEntries(Object.keys(fields).map((field) => [field, typed[field as keyof Fill]]))
  return {
    filled,
    /** Those visits that would change something. */
    offered: (visits: Job[]) =>
      visits.filter((visit) => {
        if (visit.id === filled?.visit.id) return false
        const { values, kept } = found(visit)
        return Object.keys(values).length + Object.keys(kept).length > 0
      }),
    fillFrom: (visit: Job) => {
      const { values, kept } = found(visit)
      setFilled({ visit, values, kept, before: standing(values) })
      put(values)
    },
    /** Takes the visit's words where others were typed. */
    replace: () => {
      if (!filled) return
      const { kept, values, before } = filled
      setFilled({
        ...filled,
        kept: {},
        values: { ...values, ...kept },
        before: { ...standing(kept), ...before },
      })
      put(kept)
    },
    undo: () => {
      if (filled) put(filled.before)
      setFilled(null)
    },
  }
}

import { useEffect, useRef, useState } from 'react'
import { comparedPlate } from '@/domain/plate'
import { type Fill, fillEmpty, fillIn, type Source } from './fill-in'

interface Filled {
  source: Source
  values: Fill
  kept: Fill
  /** What stood in the fields before. */
  before: Fill
  /** Filled without a press: it goes again with the plate or phone that it was known by. */
  isByItself: boolean
}

/**
 * Fills a form from an earlier visit, remembers what it put there, and takes it back.
 *
 * What is `known` by a plate or a phone fills the empty fields by itself, once, unless that was taken back.
 */
export function useFillIn(
  typed: Record<keyof Fill, string>,
  known: Source | null,
  put: (values: Fill) => void,
) {
  const [filled, setFilled] = useState<Filled | null>(null)
  const found = (visit: Source) => {
    // With another plate typed, an earlier visit of the customer was with another car.
    const isSameCar = comparedPlate(visit.vehicle_number).includes(comparedPlate(typed.vehicle_number))
    return fillIn(visit, typed, filled?.values ?? {}, isSameCar)
  }
  const standing = (fields: Fill): Fill =>
    Object.fromEntries(Object.keys(fields).map((field) => [field, typed[field as keyof Fill]]))

  const follow = () => {
    const isOver = filled?.isByItself === true && filled.source.id !== known?.id
    // What was typed over it since stays.
    const back = isOver ? untouched(filled, typed) : {}
    const values = known && (isOver || !filled) ? fillEmpty(known, { ...typed, ...back }) : {}
    const isFilled = known !== null && Object.keys(values).length > 0
    if (!isOver && !isFilled) return
    const before = { ...standing(values), ...back }
    setFilled(isFilled ? { source: known, values, kept: {}, before, isByItself: true } : null)
    put({ ...back, ...values })
  }
  const latest = useRef(follow)
  latest.current = follow
  // Only when something else is known: a field that is emptied again stays empty.
  const knownId = known?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is known, not each letter
  useEffect(() => latest.current(), [knownId])

  return {
    filled,
    /** Those visits that would change something. */
    offered: <Visit extends Source>(visits: Visit[]) =>
      visits.filter((visit) => {
        if (visit.id === filled?.source.id) return false
        const { values, kept } = found(visit)
        return Object.keys(values).length + Object.keys(kept).length > 0
      }),
    fillFrom: (source: Source) => {
      const { values, kept } = found(source)
      setFilled({ source, values, kept, before: standing(values), isByItself: false })
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

/** What stood before in the fields that still hold what was filled in. */
function untouched({ before, values }: Filled, typed: Record<keyof Fill, string>): Fill {
  const names = Object.keys(before) as (keyof Fill)[]
  return Object.fromEntries(
    names.filter((name) => typed[name] === values[name]).map((name) => [name, before[name]]),
  )
}

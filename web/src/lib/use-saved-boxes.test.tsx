import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { useSavedBoxes } from './use-saved-boxes'

afterEach(() => sessionStorage.clear())

const FIRST = { amount: '5000', hours: '24' }

function open(saved = FIRST) {
  return renderHook((now: typeof FIRST) => useSavedBoxes('limits', now), { initialProps: saved })
}

it('a box nobody typed into follows the server, so that a Save puts nothing back', () => {
  const { result, rerender } = open()
  act(() => result.current.type({ hours: '48' }))
  rerender({ amount: '9000', hours: '12' })
  expect(result.current.boxes).toEqual({ amount: '9000', hours: '48' })
  act(() => result.current.type({ hours: '12' }))
  rerender({ amount: '9000', hours: '6' })
  expect(result.current.boxes.hours).toBe('6')
})

it('shows what was saved until the server tells of it, then what the server tells', () => {
  const { result, rerender } = open()
  act(() => result.current.type({ amount: '7000' }))
  const sent = result.current.boxes
  act(() => result.current.type({ hours: '48' }))
  act(() => result.current.settle(sent))
  expect(result.current.boxes).toEqual({ amount: '7000', hours: '48' })
  rerender({ amount: '7000.50', hours: '24' })
  expect(result.current.boxes).toEqual({ amount: '7000.50', hours: '48' })
})

it('keeps what is typed across a log-in, until it is saved', () => {
  const first = open()
  act(() => first.result.current.type({ amount: '7000' }))
  first.unmount()
  const second = open({ amount: '5000', hours: '12' })
  expect(second.result.current.boxes).toEqual({ amount: '7000', hours: '12' })
  act(() => second.result.current.settle(second.result.current.boxes))
  second.unmount()
  expect(open().result.current.boxes).toEqual(FIRST)
})

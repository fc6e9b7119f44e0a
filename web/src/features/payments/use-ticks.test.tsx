import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useTicks } from './use-ticks'

it('ticks a range with Shift, in either direction', () => {
  const { result } = renderHook(() => useTicks(IDS))
  act(() => result.current.toggle('d'))
  act(() => result.current.toggle('b', true))
  expect([...result.current.ticked]).toEqual(['b', 'c', 'd'])
})

it('forgets the tick of a row that left', () => {
  const { result, rerender } = renderHook(({ ids }) => useTicks(ids), { initialProps: { ids: IDS } })
  act(() => result.current.tickAll())
  expect(result.current.all).toBe(true)
  rerender({ ids: ['a', 'b'] })
  expect([...result.current.ticked]).toEqual(['a', 'b'])
})

const IDS = ['a', 'b', 'c', 'd']

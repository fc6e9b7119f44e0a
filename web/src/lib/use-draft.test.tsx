import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { useTyped } from './use-draft'

afterEach(() => sessionStorage.clear())

it('keeps a half-made count across a log-in, until it is sent', () => {
  const count = () =>
    renderHook(() => useTyped<{ count: Record<string, number> }>('count-1', { count: {} })).result
  const first = count()
  act(() => first.current.type({ count: { 500: 3 } }))
  const second = count()
  expect(second.current.typed.count).toEqual({ 500: 3 })
  second.current.forget()
  expect(count().current.typed.count).toEqual({})
})

import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { useTyped } from './use-draft'
import { useKeptForm } from './use-kept-form'

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

it('keeps what was typed while an answer that fills in a box was awaited', () => {
  const { result } = renderHook(() => useTyped('gate', { plate: '', km: '' }))
  const fillIn = result.current.type
  act(() => result.current.type({ km: '41200' }))
  act(() => fillIn({ plate: 'MH12AB1234' }))
  expect(result.current.typed).toEqual({ plate: 'MH12AB1234', km: '41200' })
})

it('keeps what was typed into a form but its passwords, and nothing of what was proposed', () => {
  const open = () =>
    renderHook(() =>
      useKeptForm({
        name: 'profile',
        resolver: (values) => ({ values, errors: {} }),
        proposed: { name: 'Arjun Naik', email: '', password: '' },
        secret: ['password'],
      }),
    )
  const first = open()
  act(() => {
    first.result.current.form.setValue('email', 'arjun@example.com')
    first.result.current.form.setValue('password', 'gearbox-torque-7781')
  })
  first.unmount()
  expect(sessionStorage.getItem('revops:draft:profile')).toBe('{"email":"arjun@example.com"}')
  expect(open().result.current.form.getValues()).toEqual({
    name: 'Arjun Naik',
    email: 'arjun@example.com',
    password: '',
  })
})

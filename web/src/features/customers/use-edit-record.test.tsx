import { zodResolver } from '@hookform/resolvers/zod'
import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { isBegun } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { useEditRecord } from './use-edit-record'

afterEach(() => sessionStorage.clear())

const resolver = zodResolver(z.object({ name: z.string(), city: z.string() }))

function open(now = { text: { name: 'Asha Patil', city: 'Pune' }, version: 1 }) {
  return renderHook(() => {
    const edit = useEditRecord({ name: 'customer:1', resolver, now, onClose: () => {} })
    edit.form.watch()
    return edit
  })
}

it('an edit is there again after a log-in, compared with what it began with, until it is given up', () => {
  const first = open()
  expect(isBegun('customer:1')).toBe(false)
  act(() => first.result.current.form.setValue('name', 'Asha Patil-Kulkarni'))
  first.unmount()
  expect(isBegun('customer:1')).toBe(true)
  // Somebody else saved meanwhile: the version of the beginning lets the server notice it.
  const second = open({ text: { name: 'Asha P.', city: 'Nashik' }, version: 2 })
  expect(second.result.current.form.getValues()).toEqual({ name: 'Asha Patil-Kulkarni', city: 'Pune' })
  expect(second.result.current.before.version).toBe(1)
  act(() => second.result.current.close())
  second.unmount()
  expect(isBegun('customer:1')).toBe(false)
  expect(open({ text: { name: 'Asha P.', city: 'Nashik' }, version: 2 }).result.current.before.version).toBe(
    2,
  )
})

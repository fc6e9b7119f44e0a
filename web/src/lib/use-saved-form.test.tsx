import { zodResolver } from '@hookform/resolvers/zod'
import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useSavedForm } from './use-saved-form'
import { z } from './zod'

const schema = z.object({ vpa: z.string(), terms: z.string(), version: z.number() })
const FIRST = { vpa: 'old@upi', terms: '', version: 1 }

function open(saved = FIRST) {
  return renderHook(
    (now: typeof FIRST) =>
      useSavedForm({ name: 'test', resolver: zodResolver(schema), saved: now, beside: ['version'] }),
    { initialProps: saved },
  )
}

it('shows what was saved, and a late answer of the server does not make the old values a change', () => {
  const { result, rerender } = open()
  const { form } = result.current
  act(() => form.setValue('vpa', 'new@upi', { shouldDirty: true }))
  expect(result.current.changed).toEqual(['vpa'])
  act(() => result.current.settle(form.getValues()))
  // The list of settings is asked for anew; until it comes the old one stands there.
  rerender(FIRST)
  expect(form.getValues('vpa')).toBe('new@upi')
  expect(result.current.isChanged).toBe(false)
  rerender({ vpa: 'new@upi', terms: 'As the server keeps them.', version: 2 })
  expect(form.getValues()).toEqual({ vpa: 'new@upi', terms: 'As the server keeps them.', version: 2 })
  expect(result.current.isChanged).toBe(false)
})

it('somebody else’s change comes in when nothing is typed, and does not touch what is', () => {
  const { result, rerender } = open()
  const { form } = result.current
  rerender({ ...FIRST, terms: 'Theirs', version: 2 })
  expect(form.getValues('terms')).toBe('Theirs')
  act(() => form.setValue('vpa', 'mine@upi', { shouldDirty: true }))
  rerender({ vpa: 'theirs@upi', terms: 'Theirs too', version: 3 })
  // The version of the typing's beginning goes with it, so that the server can tell.
  expect(form.getValues()).toEqual({ vpa: 'mine@upi', terms: 'Theirs', version: 2 })
  expect(result.current.changed).toEqual(['vpa'])
  act(() => result.current.undo())
  expect(form.getValues()).toEqual({ vpa: 'theirs@upi', terms: 'Theirs too', version: 3 })
})

it('after a reload only what was changed is a change, whatever was saved elsewhere meanwhile', () => {
  const first = open()
  act(() => first.result.current.form.setValue('vpa', 'mine@upi', { shouldDirty: true }))
  first.unmount()
  const { result } = open({ vpa: 'old@upi', terms: 'Saved elsewhere', version: 2 })
  expect(result.current.changed).toEqual(['vpa'])
  expect(result.current.form.getValues()).toEqual({ vpa: 'mine@upi', terms: 'Saved elsewhere', version: 1 })
})

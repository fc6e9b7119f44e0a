import { zodResolver } from '@hookform/resolvers/zod'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '@/api/problem'
import { isBegun } from '@/lib/use-draft'
import { z } from '@/lib/zod'
import { useEditRecord } from './use-edit-record'

afterEach(() => sessionStorage.clear())

const resolver = zodResolver(z.object({ name: z.string(), city: z.string() }))

const save = vi.fn(async (_changes: object) => ({ warnings: [] }))
const reread = vi.fn()

function open(now = { text: { name: 'Asha Patil', city: 'Pune' }, version: 1 }) {
  const client = new QueryClient()
  const edit = () =>
    useEditRecord({
      name: 'customer:1',
      resolver,
      now,
      reread,
      changesOf: (before, _, read) => (before.name === read.name ? {} : { name: read.name }),
      save,
      onSaved: () => {},
      onClose: () => {},
    })
  return renderHook(edit, {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  })
}

it('an edit is there again after a log-in, compared with what it began with, until it is saved or given up', async () => {
  const first = open()
  expect(isBegun('customer:1')).toBe(false)
  act(() => first.result.current.form.setValue('name', 'Asha Patil-Kulkarni'))
  first.unmount()
  expect(isBegun('customer:1')).toBe(true)
  // Somebody else saved meanwhile: the version of the beginning lets the server notice it.
  const second = open({ text: { name: 'Asha P.', city: 'Nashik' }, version: 2 })
  expect(second.result.current.form.getValues()).toEqual({ name: 'Asha Patil-Kulkarni', city: 'Pune' })
  await act(() => second.result.current.frame.onSubmit())
  expect(save).toHaveBeenCalledWith({ name: 'Asha Patil-Kulkarni', version: 1 })
  await waitFor(() => expect(isBegun('customer:1')).toBe(false))
  second.unmount()
  const third = open({ text: { name: 'Asha P.', city: 'Nashik' }, version: 2 })
  act(() => third.result.current.form.setValue('city', 'Satara'))
  act(() => third.result.current.frame.onClose())
  third.unmount()
  expect(isBegun('customer:1')).toBe(false)
})

it.each([
  // The answer to the first try was lost: it was saved.
  [{ name: 'Asha Kulkarni', city: 'Pune' }, null],
  [{ name: 'Asha Patil', city: 'Nashik' }, /do not affect theirs/],
  [{ name: 'Asha P.', city: 'Pune' }, /wrote “Asha P.” where you typed “Asha Kulkarni”/],
])('what was changed meanwhile to %j leads on', async (text, words) => {
  const { result, unmount } = open()
  act(() => result.current.form.setValue('name', 'Asha Kulkarni'))
  save.mockRejectedValueOnce(new Problem(409, 'stale_version', 'Somebody changed it.', [], {}, null, null))
  reread.mockResolvedValueOnce({ text, version: 2 })
  await act(() => result.current.frame.onSubmit())
  await waitFor(() => expect(reread).toHaveBeenCalled())
  if (words === null) await waitFor(() => expect(isBegun('customer:1')).toBe(false))
  else {
    await waitFor(() => expect(result.current.frame.refusal).toMatch(words))
    expect(result.current.form.getValues()).toEqual({ name: 'Asha Kulkarni', city: text.city })
    await act(() => result.current.frame.onSubmit())
    await waitFor(() => expect(save).toHaveBeenLastCalledWith({ name: 'Asha Kulkarni', version: 2 }))
  }
  reread.mockReset()
  unmount()
})

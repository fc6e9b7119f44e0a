import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Decision, type Reviewed, UndoWindow } from './undo-window'

const CONFIRM: Decision = { verdict: 'confirmed' }
const item = (id: string): Reviewed => ({ id, amount: 100, about: id })

function open(send = vi.fn(async (_: Reviewed) => {})) {
  const onSent = vi.fn(async () => {})
  return { send, onSent, undoWindow: new UndoWindow({ send, onSent }) }
}

describe('UndoWindow', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('holds a decision for five seconds, then sends it, and the row stays away', async () => {
    const { send, undoWindow } = open()
    undoWindow.review([item('a')], CONFIRM)
    expect(undoWindow.snapshot().held).toContain('a')
    await vi.advanceTimersByTimeAsync(4900)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(send).toHaveBeenCalledExactlyOnceWith(item('a'), CONFIRM)
    expect(undoWindow.snapshot().batches).toEqual([])
    expect(undoWindow.snapshot().held).toContain('a')
  })

  it('takes back the last decision and leaves the one before', async () => {
    const { send, undoWindow } = open()
    undoWindow.review([item('a')], CONFIRM)
    undoWindow.review([item('b')], { verdict: 'rejected', reason: 'Recorded twice' })
    undoWindow.undo()
    expect([...undoWindow.snapshot().held]).toEqual(['a'])
    await vi.advanceTimersByTimeAsync(6000)
    expect(send.mock.calls.map(([{ id }]) => id)).toEqual(['a'])
  })

  it('cannot take back what is on its way', async () => {
    const { undoWindow } = open(vi.fn(() => new Promise<void>(() => {})))
    undoWindow.review([item('a')], CONFIRM)
    undoWindow.flush()
    undoWindow.undo()
    expect(undoWindow.snapshot().held).toContain('a')
  })

  it('sends a few at a time, and brings back only what was refused', async () => {
    let now = 0
    let busiest = 0
    const send = vi.fn(async ({ id }: Reviewed) => {
      busiest = Math.max(busiest, ++now)
      await new Promise((done) => setTimeout(done, 10))
      now -= 1
      if (id === '3') throw new Error('refused')
    })
    const { undoWindow, onSent } = open(send)
    undoWindow.review(
      Array.from({ length: 10 }, (_, index) => item(String(index))),
      CONFIRM,
    )
    undoWindow.flush()
    await vi.advanceTimersByTimeAsync(100)
    expect(send).toHaveBeenCalledTimes(10)
    expect(busiest).toBe(4)
    expect(onSent).toHaveBeenCalledOnce()
    expect(undoWindow.snapshot().held.has('3')).toBe(false)
    expect(undoWindow.snapshot().held.size).toBe(9)
    expect(undoWindow.snapshot().failures.get('3')?.error).toEqual(new Error('refused'))
  })

  it('sends after a reload what the page before did not', async () => {
    open(vi.fn(() => new Promise<void>(() => {}))).undoWindow.review([item('a')], CONFIRM)
    const after = open()
    after.undoWindow.resume()
    await vi.advanceTimersByTimeAsync(10)
    expect(after.send).toHaveBeenCalledExactlyOnceWith(item('a'), CONFIRM)
    const later = open()
    later.undoWindow.resume()
    expect(later.send).not.toHaveBeenCalled()
  })
})

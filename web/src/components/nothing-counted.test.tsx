import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { useNothingCounted } from './nothing-counted'

afterEach(cleanup)

function Counting({ sum, onSend }: { sum: number; onSend: () => void }) {
  const nothing = useNothingCounted('no cash came')
  return (
    <>
      {nothing.question(sum)}
      <button type="button" onClick={() => nothing.maySend(sum) && onSend()}>
        Send
      </button>
    </>
  )
}

it('asks once before a count of nothing is sent, and never about money', () => {
  const onSend = vi.fn()
  const { rerender } = render(<Counting sum={0} onSend={onSend} />)
  fireEvent.click(screen.getByText('Send'))
  expect(onSend).not.toHaveBeenCalled()
  expect(screen.getByText('You have counted nothing. Press again if no cash came.')).toBeTruthy()
  fireEvent.click(screen.getByText('Send'))
  expect(onSend).toHaveBeenCalledTimes(1)
  rerender(<Counting sum={50} onSend={onSend} />)
  expect(screen.queryByText(/counted nothing/)).toBeNull()
  fireEvent.click(screen.getByText('Send'))
  expect(onSend).toHaveBeenCalledTimes(2)
})

import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { useStepFocus } from './use-step-focus'

function Steps() {
  const [isOpen, setOpen] = useState(false)
  const part = useStepFocus<HTMLDivElement>(isOpen)
  return (
    <>
      <input aria-label="Elsewhere" />
      <div ref={part}>
        {isOpen ? (
          <>
            <input aria-label="Password" />
            <button type="button" onClick={() => setOpen(false)}>
              Cancel
            </button>
          </>
        ) : (
          <button type="button" onClick={() => setOpen(true)}>
            Turn on
          </button>
        )}
      </div>
    </>
  )
}

it('leads the keyboard into the next step and back, and takes it from nobody', () => {
  render(<Steps />)
  expect(document.activeElement).toBe(document.body)
  screen.getByText('Turn on').focus()
  fireEvent.click(screen.getByText('Turn on'))
  expect(document.activeElement).toBe(screen.getByLabelText('Password'))
  screen.getByText('Cancel').focus()
  fireEvent.click(screen.getByText('Cancel'))
  expect(document.activeElement).toBe(screen.getByText('Turn on'))
  screen.getByLabelText('Elsewhere').focus()
  fireEvent.click(screen.getByText('Turn on'))
  expect(document.activeElement).toBe(screen.getByLabelText('Elsewhere'))
})

import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { Dialog, DialogContent } from './dialog'

function Page() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Add a member
      </button>
      {isOpen && (
        <Dialog open onOpenChange={setOpen}>
          <DialogContent title="Add a member">
            <input aria-label="Name" autoFocus />
          </DialogContent>
        </Dialog>
      )}
    </>
  )
}

it('gives the focus back to the button that opened it, also where a field took the focus by itself', async () => {
  render(<Page />)
  const button = screen.getByText('Add a member')
  button.focus()
  fireEvent.click(button)
  expect(document.activeElement).toBe(screen.getByLabelText('Name'))
  fireEvent.keyDown(screen.getByLabelText('Name'), { key: 'Escape' })
  await expect.poll(() => document.activeElement).toBe(button)
})

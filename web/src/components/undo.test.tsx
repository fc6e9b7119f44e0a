import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { Toaster, toast } from 'sonner'
import { afterEach, expect, it } from 'vitest'
import { NetworkFailure, Problem } from '@/api/problem'
import { offerUndo } from './undo'

afterEach(() => {
  toast.dismiss()
  cleanup()
})

function offer(said: string, undo: () => Promise<unknown>) {
  offerUndo({ said, undone: `${said} taken back`, undo })
}

const z = (target: Element = document.body) => fireEvent.keyDown(target, { key: 'z' })

it('takes back the latest by z, then the one before, each once, and not while text is typed', async () => {
  render(
    <>
      <Toaster />
      <input aria-label="Text" />
    </>,
  )
  const done: string[] = []
  for (const said of ['first', 'second']) {
    offer(said, async () => void done.push(said))
    await screen.findByText(said)
  }
  z(screen.getByLabelText('Text'))
  expect(done).toEqual([])
  z()
  z()
  z()
  expect(done).toEqual(['second', 'first'])
  await screen.findByText('first taken back')
})

it('says why it cannot be taken back, and tries again what got no answer', async () => {
  render(<Toaster />)
  const words = 'The owner has confirmed this payment. Only the owner can reverse it now.'
  offer('paid', () => Promise.reject(Problem.from({ detail: words }, new Response(null, { status: 409 }))))
  fireEvent.click(await screen.findByRole('button', { name: /^Undo/ }))
  await screen.findByText(words)
  expect(screen.getByText('Not undone')).toBeTruthy()
  let tries = 0
  offer('moved', async () => {
    tries += 1
    if (tries === 1) throw new NetworkFailure()
  })
  await screen.findByText('moved')
  z()
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(tries).toBe(2))
  await screen.findByText('moved taken back')
})

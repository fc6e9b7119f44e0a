import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import PasswordQuestion from './password-question'
import { withPassword } from './with-password'

const refusal = (status: number, code: string, detail: string) =>
  Problem.from({ code, detail }, new Response(null, { status }))
const needed = () => refusal(403, 'password_needed', 'Enter your password to confirm this.')
const wrong = () => refusal(422, 'wrong_password', 'This is not your current password.')

/** A server that takes one password. */
function send(sent: (string | undefined)[]) {
  return async (password?: string) => {
    sent.push(password)
    if (password === undefined) throw needed()
    if (password !== 'blue-lorry-42') throw wrong()
    return 'confirmed'
  }
}

it('asks once for all that is sent together, again when it was wrong, and sends with the answer', async () => {
  render(<PasswordQuestion />)
  const user = userEvent.setup()
  const [one, two]: (string | undefined)[][] = [[], []]
  const both = Promise.all([withPassword(send(one ?? [])), withPassword(send(two ?? []))])
  await user.type(await screen.findByLabelText('Current password'), 'not-it{Enter}')
  await screen.findByText('This is not your current password.')
  await user.type(screen.getByLabelText('Current password'), 'blue-lorry-42{Enter}')
  expect(await both).toEqual(['confirmed', 'confirmed'])
  expect(one?.at(-1)).toBe('blue-lorry-42')
  expect(screen.queryByLabelText('Current password')).toBeNull()
  const later: (string | undefined)[] = []
  expect(await withPassword(send(later))).toBe('confirmed')
})

it('leaves the refusal standing when no password is given', async () => {
  const refused = refusal(409, 'payment_rejected', 'It was rejected.')
  await expect(withPassword(() => Promise.reject(refused))).rejects.toBe(refused)
})

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { meQuery, registrationQuery, type User } from '@/domain/session'
import { Component } from './register-page'

afterEach(cleanup)

function show(ownerCanRegister: boolean | null, address = '/register', me: User | null = null) {
  const client = new QueryClient()
  client.setQueryData(meQuery.queryKey, me)
  if (ownerCanRegister !== null) {
    client.setQueryData(registrationQuery.queryKey, { owner_can_register: ownerCanRegister })
  }
  const router = createMemoryRouter([{ path: '/register', Component }], { initialEntries: [address] })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
}

it('offers only what the server takes: where no owner can register, a manager with a code', () => {
  show(false)
  expect(screen.queryByText('the owner')).toBeNull()
  screen.getByLabelText('Invite code')
  screen.getByText(/To open a new garage, ask whoever runs this server/)
  screen.getByRole('button', { name: 'Join the garage' })
})

it.each([true, null])('offers both otherwise (%s)', (ownerCanRegister) => {
  show(ownerCanRegister)
  screen.getByText('the owner')
  screen.getByText('a manager')
  expect(screen.queryByLabelText('Invite code')).toBeNull()
})

it('an invited manager is asked for nothing that the invitation says', () => {
  show(false, '/register?code=K7WM3QXA')
  expect(screen.getByLabelText<HTMLInputElement>('Invite code').value).toBe('K7WM3QXA')
  expect(screen.queryByText(/ask whoever runs this server/)).toBeNull()
})

it('whoever is logged in may join with the account at hand, or make another', async () => {
  const me = { id: 'u1', name: 'Arjun Naik', email: 'arjun@example.com', role: 'manager', permissions: [] }
  show(true, '/register?code=K7WM3QXA', me as unknown as User)
  screen.getByRole('button', { name: 'Join as Arjun Naik' })
  expect(screen.queryByLabelText('Your name')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Make a new account' }))
  expect(screen.getByLabelText<HTMLInputElement>('Invite code').value).toBe('K7WM3QXA')
})

it('a phone number that looks odd is said beside it while it is typed', async () => {
  vi.stubGlobal('fetch', async (request: Request) => {
    const { phone } = (await request.json()) as { phone: string }
    return Response.json({ phone: `${phone} has 9 digits.` })
  })
  show(true)
  await userEvent.type(screen.getByLabelText('Phone'), '98765 4321')
  await screen.findByText('98765 4321 has 9 digits.', {}, { timeout: 3000 })
})

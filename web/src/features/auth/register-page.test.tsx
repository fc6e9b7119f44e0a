import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { registrationQuery } from '@/domain/session'
import { Component } from './register-page'

afterEach(cleanup)

function show(ownerCanRegister: boolean | null, address = '/register') {
  const client = new QueryClient()
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

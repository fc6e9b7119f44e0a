import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, it, vi } from 'vitest'
import { Component } from './login-page'

const refusal = (code: string, detail: string) =>
  new Response(JSON.stringify({ status: 401, code, detail }), { status: 401 })
const USER = {
  id: 'u1',
  email: 'a@b.example',
  name: 'Owner',
  role: 'owner',
  workshop_id: 'w1',
  phone: '1',
  permissions: ['workshop:read', 'analytics:read', 'payments:review'],
  memberships: [],
}

it('knows who was logged in here, so that only the password is asked for', async () => {
  localStorage.setItem('revops:email', USER.email)
  const router = createMemoryRouter([{ path: '/login', Component }], { initialEntries: ['/login?ended=1'] })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  expect(screen.getByLabelText<HTMLInputElement>('E-mail or phone').value).toBe(USER.email)
  expect(document.activeElement).toBe(screen.getByLabelText('Password'))
  localStorage.clear()
  cleanup()
})

it('asks for the code only when told, and again for another when it was wrong', async () => {
  const answers = [
    refusal('second_factor_required', 'Enter the code.'),
    refusal('wrong_code', 'This code is not right.'),
    new Response(JSON.stringify({ token: 't', user: USER }), { status: 200 }),
  ]
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push((await request.json()).code)
    return answers.shift()
  })
  const router = createMemoryRouter(
    [
      { path: '/login', Component },
      { path: '/today', element: <h1>Inside</h1> },
    ],
    { initialEntries: ['/login'] },
  )
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  const user = userEvent.setup()
  const press = () => user.click(screen.getByRole('button', { name: 'Log in' }))
  await user.type(screen.getByLabelText('E-mail or phone'), USER.email)
  await user.type(screen.getByLabelText('Password'), 'blue-lorry-42')
  expect(screen.queryByLabelText('Code from your app')).toBeNull()
  await press()
  await user.type(await screen.findByLabelText('Code from your app'), '111 111')
  await press()
  await screen.findByText('This code is not right.')
  const box = screen.getByLabelText<HTMLInputElement>('Code from your app')
  expect(box.value).toBe('')
  await user.type(box, 'ACDEF-GHJKM')
  await press()
  await screen.findByText('Inside')
  expect(sent).toEqual([null, '111 111', 'ACDEF-GHJKM'])
})

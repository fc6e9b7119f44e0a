import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import ChecksHint from './checks-hint'
import { Component as ChecksPage } from './checks-page'

const task = {
  id: 't1',
  kind: 'paper_file',
  made_at: '2026-11-20T10:00:00Z',
  failed_at: '2026-11-20T12:00:00Z',
  attempts: 10,
  error: 'Unavailable: The server is busy. Please try again.',
}
let dead: (typeof task)[]
let books: object
const sent: string[] = []

beforeEach(() => {
  dead = []
  books = { checked_at: new Date().toISOString(), entries: 1234, agrees: true, problems: [] }
  sent.length = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (request.method === 'POST') {
      sent.push(pathname)
      dead = []
      return Response.json({ message: 'It is tried again now' })
    }
    return Response.json(pathname === '/api/verification' ? books : dead)
  })
})
afterEach(() => {
  cleanup()
})

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['me'], { id: 'o1', role: 'owner', permissions: ['workshop:manage', 'audit:read'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/dashboard']}>
        <ChecksHint />
        <ChecksPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('says that all is well, and nothing on the dashboard', async () => {
  show()
  await screen.findByText(/all 1,234 entries agree/)
  await screen.findByText('All done')
  expect(screen.queryByRole('link', { name: 'See what was found' })).toBeNull()
})

it('work that could not be done is said with its reason, and tried again at a press', async () => {
  dead = [task]
  show()
  const list = await screen.findByRole('list', { name: 'Work not done' })
  within(list).getByText('The PDF of an invoice or receipt was not made')
  within(list).getByText('Why: The server is busy. Please try again.')
  await screen.findByText(/Some work of the server could not be done/)
  await userEvent.click(within(list).getByRole('button', { name: 'Try again' }))
  await screen.findByText('All done')
  expect(sent).toEqual(['/api/tasks/t1/retry'])
  expect(screen.queryByText(/Some work of the server could not be done/)).toBeNull()
})

it('differences are listed, and the dashboard leads to them', async () => {
  books = {
    checked_at: new Date().toISOString(),
    entries: 9,
    agrees: false,
    problems: ['job j1: paid 5, sum 4'],
  }
  show()
  await screen.findByText('1 difference found')
  screen.getByText('job j1: paid 5, sum 4')
  screen.getByText(/The check of your books found a difference/)
})

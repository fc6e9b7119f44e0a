import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
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
let channels: object[]
let outside: object[]
const sent: string[] = []

beforeEach(() => {
  dead = []
  outside = []
  channels = [{ channel: 'whatsapp', is_ready: true, stopped_at: null, reason: null, parts: [] }]
  books = { checked_at: new Date().toISOString(), entries: 1234, agrees: true, problems: [] }
  sent.length = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (request.method === 'POST') {
      sent.push(pathname)
      dead = []
      return Response.json({ message: 'It is tried again now' })
    }
    if (pathname === '/api/outside') return Response.json(outside)
    if (pathname === '/api/messages/settings') return Response.json({ channels })
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
      <MemoryRouter initialEntries={['/checks']}>
        <ChecksPage />
      </MemoryRouter>
    </QueryClientProvider>,
  )
}

it('says that all is well', async () => {
  show()
  await screen.findByText(/all 1,234 entries agree/)
  await screen.findByText('All done')
})

it('a way to customers that has stopped is said with what to do', async () => {
  const reason = 'Meta does not accept the access token: make a new one and set REVOPS_WHATSAPP_TOKEN.'
  const part = { part: 'revops_ready en', stopped_at: '2026-11-20T10:00:00Z', reason: 'Meta has paused it.' }
  channels = [
    { channel: 'email', is_ready: true, stopped_at: null, reason: null, parts: [] },
    { channel: 'whatsapp', is_ready: true, stopped_at: '2026-11-20T10:00:00Z', reason, parts: [part] },
  ]
  show()
  await screen.findByText('WhatsApp has stopped')
  screen.getByText(new RegExp(`^${reason}`))
  screen.getByText('WhatsApp: revops_ready en has stopped')
  expect(screen.queryByText('E-mail has stopped')).toBeNull()
})

it('a service of the server that does not work is said with the setting, and can be tested', async () => {
  outside = [{ service: 'bucket', problem: 'There is no bucket garage. Make it, or check REVOPS_S3_BUCKET.' }]
  show()
  await screen.findByText('File storage (S3)')
  screen.getByText(/^There is no bucket garage/)
  await userEvent.click(screen.getByRole('button', { name: 'Test' }))
  await vi.waitFor(() => expect(sent).toEqual(['/api/outside/bucket/test']))
})

it('work that could not be done is said with its reason, and tried again at a press', async () => {
  dead = [task]
  show()
  const list = await screen.findByRole('list', { name: 'Work not done' })
  within(list).getByText('The PDF of an invoice or receipt was not made')
  within(list).getByText('Why: The server is busy. Please try again.')
  await userEvent.click(within(list).getByRole('button', { name: 'Try again' }))
  await screen.findByText('All done')
  expect(sent).toEqual(['/api/tasks/t1/retry'])
})

it('differences are listed', async () => {
  books = {
    checked_at: new Date().toISOString(),
    entries: 9,
    agrees: false,
    problems: ['job j1: paid 5, sum 4'],
  }
  show()
  await screen.findByText('1 difference found')
  screen.getByText('job j1: paid 5, sum 4')
})

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Job } from '@/domain/jobs'
import { NO_FILTERS } from '../filters'
import Board from './board'

const { toast } = vi.hoisted(() => ({ toast: Object.assign(vi.fn(), { error: vi.fn(), custom: vi.fn() }) }))
vi.mock('sonner', () => ({ toast }))

const job = {
  id: 'j1',
  version: 3,
  vehicle_number: 'MH01AB1234',
  customer_name: 'Sunita Rao',
  car_model: 'Maruti Swift',
  status: 'completed',
  remaining_amount: 500,
  estimated_amount: 900,
  total_paid: 400,
  due_at: '2026-11-20T10:00:00Z',
  completed_at: '2026-11-20T10:00:00Z',
  manager_name: 'Kavita Rane',
} as Job

let stored: Job
let put: () => Promise<Response>
const sent: unknown[] = []

beforeEach(() => {
  stored = job
  sent.length = 0
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  vi.stubGlobal('fetch', async (asked: Request | string, options?: RequestInit) => {
    const request = typeof asked === 'string' ? new Request(new URL(asked, location.origin), options) : asked
    const url = new URL(request.url)
    if (request.method === 'PUT') {
      sent.push(await request.json())
      return put()
    }
    if (url.pathname === '/api/jobs') {
      return Response.json(url.searchParams.getAll('status').includes(stored.status) ? [stored] : [])
    }
    return Response.json({ currency: 'INR', timezone: 'Asia/Kolkata' })
  })
})

async function moveTo(label: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['me'], { id: 'm1', role: 'manager', sees: 'own', permissions: ['jobs:update'] })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Board filters={{ ...NO_FILTERS, view: 'board' }} change={() => {}} isWide />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Move MH01AB1234 to' }))
  await user.click(screen.getByRole('menuitem', { name: label }))
}

const column = (label: string) => within(screen.getByRole('region', { name: label }))

it('shows the move before the answer, and says where it was moved from', async () => {
  put = () => new Promise(() => {})
  await moveTo('On credit')
  expect(column('On credit').getByRole('link', { name: 'MH01AB1234' })).toBeTruthy()
  expect(column('Completed').queryByRole('link', { name: 'MH01AB1234' })).toBeNull()
  await waitFor(() => expect(sent).toEqual([{ status: 'credit_pending', from_status: 'completed' }]))
})

it('leaves the card where the answer says', async () => {
  put = async () => {
    stored = { ...job, status: 'delivered', remaining_amount: 0, version: 4 }
    return Response.json({ message: 'Job updated', job: stored })
  }
  await moveTo('On credit')
  await waitFor(() => expect(column('Delivered').getByRole('link', { name: 'MH01AB1234' })).toBeTruthy())
})

it('takes a refused move back with the words of the server', async () => {
  put = async () =>
    Response.json({ code: 'status_move_not_allowed', detail: 'Possible now: in progress.' }, { status: 409 })
  await moveTo('In progress')
  await waitFor(() => expect(column('Completed').getByRole('link', { name: 'MH01AB1234' })).toBeTruthy())
  expect(toast.error).toHaveBeenCalledWith('Possible now: in progress.')
})

it('says when somebody was faster, and shows where the job stands now', async () => {
  put = async () => {
    stored = { ...job, status: 'waiting_for_parts', version: 4 }
    return Response.json({ code: 'stale_version', detail: 'Changed.' }, { status: 409 })
  }
  await moveTo('In progress')
  await waitFor(() => expect(column('Parts awaited').getByRole('link', { name: 'MH01AB1234' })).toBeTruthy())
  expect(toast.error).toHaveBeenLastCalledWith(expect.stringContaining('Somebody else has just changed'))
})

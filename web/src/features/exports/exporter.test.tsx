import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '@/api/problem'
import { failureInWords, progressInWords } from './export-labels'
import { Exporter } from './exporter'

const saved: string[] = []
let answer: (request: { url: string; signal: AbortSignal | null | undefined }) => Promise<Response>

beforeEach(() => {
  saved.length = 0
  vi.stubGlobal('fetch', (url: string | Request, options?: RequestInit) =>
    answer({ url: String(url instanceof Request ? url.url : url), signal: options?.signal }),
  )
  Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
})
afterEach(() => vi.unstubAllGlobals())

it('saves the file under the name that the server gives, asked for with each status', async () => {
  let asked = ''
  answer = async ({ url }) => {
    asked = url
    return new Response('PK', { headers: { 'content-disposition': 'attachment; filename="revops.xlsx"' } })
  }
  const exporter = new Exporter()
  await exporter.start({ format: 'xlsx', from: '2026-11-01', status: ['pending', 'closed'] })
  expect(saved).toEqual(['revops.xlsx'])
  expect(exporter.state()).toEqual({ step: 'saved', fileName: 'revops.xlsx' })
  expect(asked).toMatch(/format=xlsx&from=2026-11-01&status=pending&status=closed&progress=[\w-]{36}$/)
})

it('cancelled, it saves nothing and is ready for another', async () => {
  answer = ({ signal }) =>
    new Promise((_, failed) =>
      signal?.addEventListener('abort', () => failed(new DOMException('', 'AbortError'))),
    )
  const exporter = new Exporter()
  const made = exporter.start({ format: 'xlsx' })
  expect(exporter.state().step).toBe('making')
  exporter.cancel()
  await made
  expect(exporter.state()).toEqual({ step: 'idle' })
  expect(saved).toEqual([])
})

it('keeps what was refused, with the server’s words', async () => {
  answer = async () =>
    Response.json({ detail: 'Too many exports.' }, { status: 503, headers: { 'retry-after': '5' } })
  const exporter = new Exporter()
  await exporter.start({ format: 'csv', sheet: 'jobs' })
  const state = exporter.state()
  expect(state).toMatchObject({ step: 'failed', filter: { format: 'csv', sheet: 'jobs' } })
  expect(failureInWords(state.step === 'failed' && state.error)).toBe(
    'Too many exports. Try again in 5 seconds.',
  )
})

it('says no time twice', () => {
  const busy = new Problem(503, 'unavailable', 'Please try again in a few seconds.', [], {}, null, 3)
  expect(failureInWords(busy)).toBe('Please try again in a few seconds.')
})

it('says how far it is', () => {
  const at = { updated_at: '2026-11-22T00:00:00Z' }
  expect(progressInWords(null, String).percent).toBeNull()
  const waits = { state: 'waiting' as const, done_rows: 0, total_rows: 0, ...at }
  expect(progressInWords({ ...waits, ahead: 1 }, String).words).toBe('Waiting for another export')
  expect(progressInWords({ ...waits, ahead: 3 }, String).words).toBe('Waiting for 3 exports')
  expect(progressInWords({ state: 'reading', done_rows: 50, total_rows: 200, ...at }, String)).toEqual({
    words: '50 of 200 rows',
    percent: 25,
  })
  expect(
    progressInWords({ state: 'finishing', done_rows: 200, total_rows: 200, ...at }, String).percent,
  ).toBe(100)
})

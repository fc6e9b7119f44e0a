import createClient from 'openapi-fetch'
import { hearServerTime } from '@/lib/clock'
import { readStored } from '@/lib/stored'
import { hearOf, whoActs } from './acting'
import { NetworkFailure, Problem } from './problem'
import type { components, paths } from './schema.gen'

export type Schemas = components['schemas']

/** The garage that this tab works in is kept under this, for who belongs to several. */
export const GARAGE = 'garage'

const LONGEST_WAIT_MS = 20_000
// A 401 that speaks of a password or code just typed, not of the session.
const ABOUT_WHAT_WAS_TYPED = new Set<Problem['code']>([
  'wrong_credentials',
  'wrong_password',
  'second_factor_required',
  'wrong_code',
  'wrong_passkey',
])

/** One request to the server: ends after a while, and says "network" when no answer came. */
async function send(request: Request): Promise<Response> {
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(), LONGEST_WAIT_MS)
  const given = request.signal
  const giveUp = () => timer.abort()
  given.addEventListener('abort', giveUp)
  const askedAt = Date.now()
  try {
    const response = await fetch(new Request(request, { signal: timer.signal, headers: signed(request) }))
    hearServerTime(response.headers.get('date'), askedAt, Date.now())
    return response
  } catch (error) {
    if (given.aborted) throw error
    throw new NetworkFailure()
  } finally {
    clearTimeout(timeout)
    given.removeEventListener('abort', giveUp)
  }
}

/** The garage that this tab works in; null before the server has said which. */
export function garageHere(): string | null {
  const user = whoActs()
  return user ? user.workshop_id : readStored<string>(GARAGE)
}

/** The address of something that the browser itself asks for, such as a paper in a tab of its own: it sends no header, so
 * the address says of which garage it is. */
export function addressOf(path: `/api/${string}`): string {
  const garage = garageHere()
  if (!garage) return path
  return `${path}${path.includes('?') ? '&' : '?'}workshop=${encodeURIComponent(garage)}`
}

/** Says which program asks, in which garage, and with a change in whose name: the browser's session may be another's by
 * now. */
function signed({ method, headers }: Request): Headers {
  const all = new Headers(headers)
  all.set('X-Client', 'revops-web')
  const user = whoActs()
  const garage = garageHere()
  // Another one is asked by name.
  if (garage && !all.has('X-Workshop')) all.set('X-Workshop', garage)
  if (user && method !== 'GET') all.set('X-Signed-In-As', user.id)
  return all
}

/** Opens an answer that goes on for as long as somebody listens, as the one who acts in the garage here. */
export function openStream(
  path: `/api/${string}`,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  const asked = new Request(path, { headers, signal, cache: 'no-store' })
  return fetch(new Request(asked, { headers: signed(asked), signal }))
}

/** The typed client. Every call goes through `unwrap` or `unwrapPage`, so that no refusal passes as an answer. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: send,
})

let whenSignedOut: () => void = () => {}

/** Says what happens when the server no longer knows the session. */
export function onSignedOut(action: () => void) {
  whenSignedOut = action
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Returns what the server answered; throws `Problem` for a refusal and `NetworkFailure` when no answer came. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await answered(call)).data as T
}

export interface Page<T> {
  rows: T[]
  /** Where the next page starts; null on the last. */
  next: string | null
}

/** As `unwrap`, for a list: the rows and the cursor of the next page from the `Link` header. */
export async function unwrapPage<T>(call: Promise<Answer<T[]>>): Promise<Page<T>> {
  const { data, response } = await answered(call)
  return { rows: data as T[], next: nextCursor(response.headers.get('link')) }
}

async function answered<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await call
  if (answer.response.ok) return answer
  const problem = Problem.from(answer.error, answer.response)
  hearRefusal(problem)
  throw problem
}

/** Notes what a refusal says of the session: that it is over, or another person's. */
export function hearRefusal({ status, code, extra }: Problem) {
  if (status === 401 && !ABOUT_WHAT_WAS_TYPED.has(code)) whenSignedOut()
  if (code === 'signed_in_as_another') hearOf(extra.signed_in_as as { id: string; name: string })
}

function nextCursor(link: string | null): string | null {
  const next = link?.match(/<([^>]+)>;\s*rel="next"/)?.[1]
  return next ? new URL(next, 'http://origin').searchParams.get('cursor') : null
}

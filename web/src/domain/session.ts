import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useNavigate } from 'react-router'
import { actAs, hearOf, tellOtherTabs, whoActs } from '@/api/acting'
import { api, GARAGE, garageHere, type Schemas, unwrap } from '@/api/client'
import { answerOrKept } from '@/api/kept'
import { Problem } from '@/api/problem'
import { forgetKept, type Kept, keep, keepFor, readKept } from '@/lib/kept-store'
import { clearStored, readStored, removeStored, writeStored } from '@/lib/stored'
import { forgetNotified } from './notified'
import { hasToday, isOwnersDay } from './places'

export type User = Schemas['UserOut']
type Permission = Schemas['Permission']

/** Reads who is signed in, in this tab's garage; in another of his own when he left that one. */
async function readMe(): Promise<User> {
  try {
    const me = await unwrap(api.GET('/api/auth/me'))
    const here = garageHere()
    // A browser takes what index.html asked for ahead, which names no garage, for the answer to this.
    if (!here || me.workshop_id === here) return me
    return await unwrap(api.GET('/api/auth/me', { params: { query: { workshop: here } } }))
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'not_a_member')) throw error
    removeStored(GARAGE)
    void forgetDevice()
    // What this page shows is of the garage that was left.
    if (whoActs()) window.location.reload()
    return unwrap(api.GET('/api/auth/me'))
  }
}

/** Asks the server who is signed in; null for a visitor. */
async function askMe(): Promise<User | null> {
  try {
    const user = await readMe()
    const known = whoActs()
    if (known && known.id !== user.id) {
      // Another tab logged in as somebody else: this page does not become theirs under the hands of who is at it.
      hearOf(user)
      return known
    }
    actAs(user)
    ownStore(user)
    return user
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      actAs(null)
      void forgetDevice()
      return null
    }
    throw error
  }
}

/** Reads who was signed in on this device when the server last said so, for want of an answer. */
async function keptMe(): Promise<Kept<User | null> | null> {
  const garage = readStored<string>(GARAGE)
  const kept = (garage && (await readKept<User>(`me ${garage}`))) || (await readKept<User>('me'))
  if (kept && !whoActs()) actAs(kept.value)
  return kept
}

/** Who is signed in; null for a visitor. The session itself is in a cookie that scripts cannot read. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: askMe,
  persister: (ask, context, query) =>
    answerOrKept(context.client, query, Promise.resolve(ask(context)), keptMe),
  staleTime: 5 * 60_000,
  meta: { isFrame: true },
})

/** Keeps what this user reads on the device from now on, so that it can be read without a network. */
async function ownDevice(user: User) {
  await keepFor(user.id)
  await Promise.all([keep('me', user), keep(`me ${user.workshop_id}`, user)])
}

/** Nothing that was read stays on this device; where nothing can be kept, nothing is. */
export function forgetDevice(): Promise<void> {
  return forgetKept().catch(() => {})
}

/** Whether a new owner can register on this server; managers always can, with a code. */
export const registrationQuery = queryOptions({
  queryKey: ['registration'],
  queryFn: () => unwrap(api.GET('/api/auth/registration')),
  staleTime: 60_000,
  retry: false,
})

/** Whose day this device opens, the garage's or one's own: start.js asks ahead for what it shows. */
function rememberDay(user: User | null) {
  const may = (permission: Permission) => user?.permissions.includes(permission) ?? false
  try {
    if (hasToday(may)) localStorage.setItem('revops:day', isOwnersDay(may) ? 'garage' : 'own')
    else localStorage.removeItem('revops:day')
  } catch {
    // Without it nothing is asked ahead.
  }
}

const LOGIN_KEY = 'revops:email'

/** Who logged in last on this device and did not log out: the log-in page need not ask who it is. */
export function rememberedLogin(): string {
  try {
    return localStorage.getItem(LOGIN_KEY) ?? ''
  } catch {
    return ''
  }
}

/** Fills in the log-in page of this device; null forgets. */
export function rememberLogin(login: string | null) {
  try {
    if (login) localStorage.setItem(LOGIN_KEY, login)
    else localStorage.removeItem(LOGIN_KEY)
  } catch {
    // Then it is typed again.
  }
}

/** What this tab remembers is this user's from now on; whatever another user left in it is forgotten. */
function ownStore(user: User) {
  rememberDay(user)
  rememberLogin(user.email || user.phone)
  if (readStored<string>('user') !== user.id) clearStored()
  writeStored('user', user.id)
  writeStored(GARAGE, user.workshop_id)
  // Without it there is nothing to read later.
  void ownDevice(user).catch(() => {})
}

/** The signed-in user of a page behind the log-in; the last one, while a page is left because the session ended. */
export function useMe(): User {
  const { data } = useSuspenseQuery(meQuery)
  const last = useRef(data)
  if (data) last.current = data
  if (!last.current) throw new Error('useMe is for pages behind the log-in')
  return last.current
}

/** Works in another of one's own garages from now on, first on the page that is named; papers and exports that are opened as links are its own too. */
export async function enterGarage(user: User, workshopId: string, page = '/') {
  await unwrap(api.PUT('/api/auth/me', { body: { workshop_id: workshopId } }))
  // Half-filled forms and all that was read are of the garage before.
  clearStored()
  writeStored('user', user.id)
  writeStored(GARAGE, workshopId)
  window.location.assign(page)
}

/** Where a user with nothing else in mind belongs: the first page that may be seen. */
export function homeOf({ role, workshop_id, permissions }: User): string {
  if (role === 'owner' && !workshop_id) return '/setup'
  const may = (...wanted: Permission[]) => wanted.some((permission) => permissions.includes(permission))
  if (!may('workshop:read')) return may('gate:record') ? '/gate' : '/no-rights'
  if (hasToday(may)) return '/today'
  if (may('analytics:read')) return '/reports'
  if (may('jobs:read')) return '/jobs'
  return may('work:read') ? '/work' : '/settings'
}

/** Takes a user in after log-in or registration. */
export function useSignIn() {
  const client = useQueryClient()
  return useCallback(
    (user: User) => {
      actAs(user)
      tellOtherTabs(user)
      ownStore(user)
      client.clear()
      client.setQueryData(meQuery.queryKey, user)
    },
    [client],
  )
}

/** Logs out, here or everywhere, and forgets what this tab knew. */
export function useSignOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useCallback(
    async (everywhere = false) => {
      await unwrap(everywhere ? api.POST('/api/auth/logout-all') : api.POST('/api/auth/logout')).catch(
        (error) => {
          // Already signed out is what was wanted.
          if (!(error instanceof Problem && error.status === 401)) throw error
        },
      )
      actAs(null)
      tellOtherTabs(null)
      clearStored()
      await forgetDevice()
      rememberDay(null)
      rememberLogin(null)
      forgetNotified()
      client.clear()
      client.setQueryData(meQuery.queryKey, null)
      navigate('/login', { replace: true })
    },
    [client, navigate],
  )
}

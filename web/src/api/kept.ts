import {
  hashKey,
  type Query,
  type QueryClient,
  type QueryFunction,
  type QueryFunctionContext,
  type QueryKey,
} from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { type Kept, keep, readKept } from '@/lib/kept-store'
import { useOnline } from '@/lib/use-online'
import { whoActs, whoeverActs } from './acting'
import { NetworkFailure } from './problem'

// Longer than an answer takes where the network is any good: there nobody is shown what is old first.
const PATIENCE_MS = 1500
// As long may pass between two tries before anybody is told that what stands there is old.
const QUIET_MS = 1000

declare module '@tanstack/react-query' {
  interface Register {
    /** `isFrame`: it is about the page around, and does not make that old. */
    queryMeta: { isFrame?: boolean }
  }
}

/** When the server said what a query shows; `isKept` while that was read from the device and nothing newer has come. */
interface Said {
  at: number
  isKept: boolean
}
const saidTo = new WeakMap<Query, Said>()

/** Names what a query asks for, in the garage of whoever asks. */
function nameOf(user: NonNullable<ReturnType<typeof whoActs>>, queryHash: string): string {
  return `${user.workshop_id} ${queryHash}`
}

/** Reads what is kept of a query. */
export async function readKeptOf<T>(queryKey: QueryKey): Promise<Kept<T> | null> {
  const user = whoActs()
  return user && readKept<T>(nameOf(user, hashKey(queryKey)))
}

/**
 * Asks the server, and keeps its answer on the device. Where none comes in time, or at all, what was kept is shown until
 * one does (`persister` of a query).
 */
export async function keptOnDevice<T, Key extends QueryKey, Param>(
  ask: QueryFunction<T, Key, Param>,
  context: QueryFunctionContext<Key>,
  query: Query,
): Promise<T> {
  const before = whoActs()
  const asked = Promise.resolve(ask(context as QueryFunctionContext<Key, Param>)).then((answer) => {
    saidTo.set(query, { at: Date.now(), isKept: false })
    // Without it there is nothing to read later.
    void keepAnswer(before, query, answer).catch(() => {})
    return answer
  })
  return answerOrKept(context.client, query, asked, () => readKeptOf<T>(query.queryKey))
}

/** Keeps an answer in the name of whom it was given to, who may be known only after it. */
async function keepAnswer(before: ReturnType<typeof whoActs>, { queryHash }: Query, answer: unknown) {
  const user = before ?? (await whoeverActs())
  // Not in the name of somebody else who logged in meanwhile.
  if (whoActs()?.id === user.id) await keep(nameOf(user, queryHash), answer)
}

/** Waits for an answer, or returns what is kept, which is then shown until the answer comes. */
export async function answerOrKept<T>(
  client: QueryClient,
  query: Query,
  asked: Promise<T>,
  read: () => Promise<Kept<T> | null>,
): Promise<T> {
  if (query.state.data !== undefined) return asked
  const kept = await keptUnlessAnswered(asked, read, PATIENCE_MS)
  if (!kept) return asked
  saidTo.set(query, { at: kept.at, isKept: true })
  settleLater(client, query, asked, kept.at)
  return kept.value
}

/** Waits for an answer; what is kept when that does not come in time, or for want of a network. */
export async function keptUnlessAnswered<T>(
  asked: Promise<T>,
  read: () => Promise<Kept<T> | null>,
  patienceMs: number,
): Promise<Kept<T> | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), patienceMs)
  })
  const isAnswered = await Promise.race([
    asked.then(
      () => true,
      (error: unknown) => !(error instanceof NetworkFailure),
    ),
    late,
  ])
  clearTimeout(timer)
  return isAnswered ? null : await read().catch(() => null)
}

/** Shows the answer in the place of what was kept when it comes; until then that is as old as it is. */
function settleLater<T>(client: QueryClient, query: Query, asked: Promise<T>, at: number) {
  // Past the moment in which it becomes the data of the query.
  setTimeout(() => {
    if (saidTo.get(query)?.isKept) query.setState({ dataUpdatedAt: at })
    asked.then(
      (answer) => {
        saidTo.set(query, { at: Date.now(), isKept: false })
        client.setQueryData(query.queryKey, answer)
      },
      // Asked for again when the network is back.
      () => {},
    )
  })
}

/**
 * How old the oldest is that the page shows although the server could not be asked again; null while all of it is what
 * the server says.
 */
export function useAsOf(client: QueryClient): number | null {
  const isOnline = useOnline()
  const cache = client.getQueryCache()
  const at = useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => oldest(cache.findAll({ type: 'active' }), isOnline),
  )
  const [isLong, setLong] = useState(false)
  const isOld = at !== null
  useEffect(() => {
    if (!isOld) return setLong(false)
    const timer = setTimeout(() => setLong(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [isOld])
  return isOnline && !isLong ? null : at
}

function oldest(shown: Query[], isOnline: boolean): number | null {
  const old = shown.flatMap((query) => {
    const said = query.meta?.isFrame ? undefined : saidTo.get(query)
    return said && (said.isKept || !isOnline || query.state.error instanceof NetworkFailure) ? [said.at] : []
  })
  return old.length > 0 ? Math.min(...old) : null
}

import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useNavigate } from 'react-router'
import { api, type Schemas, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { clearStored, readStored, writeStored } from '@/lib/stored'

export type User = Schemas['UserOut']

/** Who is signed in; null for a visitor. The session itself is in a cookie that scripts cannot read. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<User | null> => {
    try {
      return await unwrap(api.GET('/api/auth/me'))
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

/** The signed-in user of a page behind the log-in. */
export function useMe(): User {
  const { data } = useSuspenseQuery(meQuery)
  if (!data) throw new Error('useMe is for pages behind the log-in')
  return data
}

export function useIsOwner(): boolean {
  return useMe().role === 'owner'
}

/** Where a user with nothing else in mind belongs. */
export function homeOf(user: User): string {
  return user.role === 'owner' && !user.workshop_id ? '/setup' : '/dashboard'
}

/** Only a path of this app: a link must not send a user who logs in to somewhere else. */
export function safeNext(next: string | null): string | null {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : null
}

/** Takes a user in after log-in or registration; whatever another user left in this tab is forgotten. */
export function useSignIn() {
  const client = useQueryClient()
  return useCallback(
    (user: User) => {
      if (readStored<string>('user') !== user.id) clearStored()
      writeStored('user', user.id)
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
      clearStored()
      client.clear()
      client.setQueryData(meQuery.queryKey, null)
      navigate('/login', { replace: true })
    },
    [client, navigate],
  )
}

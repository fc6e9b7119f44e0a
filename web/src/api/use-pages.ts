import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Page } from './client'
import { keptOnDevice } from './kept'

// A list is asked for anew page by page: one that was scrolled far is not, merely because the window came back.
const FEW_PAGES = 5

/** A list that the server pages: how its pages are asked for, and whether they can be read without a network. */
export function pagesQuery<T>(
  key: QueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  isKept = false,
) {
  return infiniteQueryOptions<Page<T>, Error, InfiniteData<Page<T>>, QueryKey, string | undefined>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    ...(isKept && { persister: keptOnDevice }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= FEW_PAGES,
  })
}

/** All rows of a list that have come so far. While another search is on its way, the last answer stays. */
export function usePages<T>(options: ReturnType<typeof pagesQuery<T>>, enabled = true) {
  const query = useInfiniteQuery({ ...options, placeholderData: keepPreviousData, enabled })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  return { ...query, rows }
}

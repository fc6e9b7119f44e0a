import type { InfiniteQueryObserverResult } from '@tanstack/react-query'
import { useEffect } from 'react'

/** The query of a list, as far as its next page is asked for. */
export type NextPages = Pick<
  InfiniteQueryObserverResult,
  'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
>

/** Asks for the next page of a list once the last row that is shown is `ahead` rows or fewer before the end. */
export function useFetchAhead(pages: NextPages, lastShown: number, count: number, ahead: number) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages
  useEffect(() => {
    const isNearEnd = lastShown >= count - ahead
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && isNearEnd) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, lastShown, count, ahead, fetchNextPage])
}

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type NextPages, useFetchAhead } from '@/api/use-fetch-ahead'
import { useFitsTable } from '@/lib/use-fits-table'
import { useRowShield } from '@/lib/use-shield'
import { Button } from './ui/button'
import { Skeleton } from './ui/skeleton'

interface EndlessListProps<T> {
  rows: T[]
  rowKey: (row: T) => string
  renderRow: (row: T, index: number) => ReactNode
  /** A row's likely height in px as a card and as a line of a table; each is measured once it is shown. */
  estimatedHeight: { card: number; line: number }
  /** The query that the rows came from, for those that follow. */
  pages: NextPages
  label: string
}

const OVERSCAN = 8
// How many rows before the end the next page is asked for, so that it is there when they have been scrolled past.
const AHEAD = 30

/** The heights of rows that were shown, by list: whoever comes back to a place in it finds the same above it. */
const heights = new Map<string, Map<string, number>>()

function heightsOf(list: string): Map<string, number> {
  const known = heights.get(list) ?? new Map<string, number>()
  heights.set(list, known)
  return known
}

/** A list of any length that scrolls with the page: only what is in view is in the document, pages come as needed. */
export function EndlessList<T>(props: EndlessListProps<T>) {
  const { rows, rowKey, renderRow, estimatedHeight, label } = props
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = props.pages
  const keyOf = useRef(rowKey)
  keyOf.current = rowKey
  const top = useRowShield<HTMLUListElement>(useMemo(() => rows.map((row) => keyOf.current(row)), [rows]))
  const scrollMargin = useDistanceFromTop(top)
  const isTable = useFitsTable(top)
  // The same function while the rows are the same: with another one, the place of every row is reckoned anew.
  const getItemKey = useCallback(
    (index: number) => {
      const row = rows[index]
      return row === undefined ? index : keyOf.current(row)
    },
    [rows],
  )
  const known = heightsOf(`${label} ${isTable ? 'table' : 'cards'}`)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) =>
      known.get(String(getItemKey(index))) ?? (isTable ? estimatedHeight.line : estimatedHeight.card),
    getItemKey,
    overscan: OVERSCAN,
    scrollMargin,
  })
  const items = virtual.getVirtualItems()
  useEffect(() => {
    for (const { key, size } of items) known.set(String(key), size)
  }, [items, known])
  useFetchAhead(props.pages, items.at(-1)?.index ?? 0, rows.length, AHEAD)
  return (
    <>
      <ul ref={top} aria-label={label} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <li
              key={item.key}
              aria-setsize={hasNextPage ? -1 : rows.length}
              aria-posinset={item.index + 1}
              data-index={item.index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start - scrollMargin}px)` }}
            >
              {renderRow(row, item.index)}
            </li>
          )
        })}
      </ul>
      {isFetchingNextPage && <Skeleton className="m-4 h-10" />}
      {isFetchNextPageError && !isFetchingNextPage && (
        <div className="flex items-center justify-center gap-3 p-4 text-muted text-sm">
          More rows could not be loaded.
          <Button size="sm" variant="outline" onClick={() => void fetchNextPage()}>
            Try again
          </Button>
        </div>
      )}
    </>
  )
}

/** How far below the top of the page a list begins, as what is above it changes. */
function useDistanceFromTop(list: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      if (list.current) setDistance(Math.round(list.current.getBoundingClientRect().top + window.scrollY))
    }
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(document.body)
    return () => watcher.disconnect()
  }, [list])
  return distance
}

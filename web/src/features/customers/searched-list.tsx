import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { type pagesQuery, usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { PageHeader } from '@/components/page-header'
import { SearchBox } from '@/components/search-box'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/lib/cn'
import { useAddress } from '@/lib/use-address'
import { LinesSkeleton } from './lines-skeleton'

interface SearchedListProps<T extends { id: string }> {
  title: 'Customers' | 'Vehicles'
  one: 'customer' | 'vehicle'
  icon: LucideIcon
  query: (q: string) => ReturnType<typeof pagesQuery<T>>
  renderRow: (row: T) => ReactElement
  rowHeight: number
  placeholder: string
  /** Where the other of the two lists is, for who may see it. */
  other: { to: string; label: string } | null
  /** What is said while there is none, and of what can be searched. */
  whenNone: string
  whenNoMatch: string
}

/** A page that lists customers or vehicles, searched while one types. */
export function SearchedList<T extends { id: string }>(props: SearchedListProps<T>) {
  const { title, query: queryOf, renderRow, rowHeight, placeholder, other } = props
  const [params, set] = useAddress()
  const q = params.get('q')?.trim() ?? ''
  const query = usePages(queryOf(q))
  const many = title.toLowerCase()
  return (
    <>
      <PageHeader title={title}>
        <Button asChild variant="outline">
          <Link to="/follow-up">Follow up</Link>
        </Button>
        {other && (
          <Button asChild variant="outline">
            <Link to={other.to}>{other.label}</Link>
          </Button>
        )}
      </PageHeader>
      <SearchBox
        q={q}
        onSearch={(text) => set({ q: text })}
        isSearching={query.isPlaceholderData}
        label={`Search ${many}`}
        placeholder={placeholder}
        className="mb-4 w-full md:w-80"
      />
      <Card>
        {query.isPending ? (
          <LinesSkeleton label={`Loading ${many}`} />
        ) : query.isError && query.rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.rows.length === 0 ? (
          <Nothing {...props} q={q} onClear={() => set({ q: '' })} />
        ) : (
          <div className={cn('transition-opacity', query.isPlaceholderData && 'opacity-50')}>
            <EndlessList
              label={title}
              rows={query.rows}
              rowKey={({ id }) => id}
              renderRow={renderRow}
              estimatedHeight={{ card: rowHeight, line: rowHeight }}
              pages={query}
            />
          </div>
        )}
      </Card>
    </>
  )
}

type NothingProps = Pick<
  SearchedListProps<{ id: string }>,
  'title' | 'one' | 'icon' | 'whenNone' | 'whenNoMatch'
> & { q: string; onClear: () => void }

function Nothing({ title, one, icon, whenNone, whenNoMatch, q, onClear }: NothingProps) {
  const many = title.toLowerCase()
  if (q === '') {
    return (
      <EmptyState icon={icon} title={`No ${many} yet`}>
        {whenNone}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={icon}
      title={`No ${one} matches “${q}”`}
      action={
        <Button variant="outline" onClick={onClear}>
          Show all {many}
        </Button>
      }
    >
      {whenNoMatch}
    </EmptyState>
  )
}

import { Ellipsis, Plus, Search, UserRound } from 'lucide-react'
import { Suspense } from 'react'
import { Link, useLocation } from 'react-router'
import { lazyPart } from '@/components/lazy-part'
import { cn } from '@/lib/cn'
import { useOffersLanguages, useWords } from '@/lib/words'
import { Badge } from './badge'
import { GarageName } from './garage-name'
import { Me } from './me'
import { OfflineMark } from './offline-banner'
import { inBar, isAt, type Place } from './places'
import type { BarProps } from './side-bar'
import { useBadges } from './use-badges'
import { useLabel } from './use-label'
import { SHELL } from './words'

const UnsentMark = lazyPart(() => import('@/outbox/unsent-mark'))

/** Above the page on a phone: whose garage it is, what is not sent, the search, and who one is. */
export function TopBar({ isCalm, onSearch, onKeys }: Pick<BarProps, 'isCalm' | 'onSearch' | 'onKeys'>) {
  // Where there are no jobs to find, there is nothing to search.
  const hasSearch = !useOffersLanguages()
  return (
    <header className="sticky top-0 z-20 flex min-h-14 items-center justify-between border-b bg-card pe-1.5 print:hidden">
      <GarageName className="min-h-11 gap-2.5 py-1.5 ps-4" />
      <div className="flex shrink-0">
        <OfflineMark />
        <Suspense>{isCalm && <UnsentMark />}</Suspense>
        {hasSearch && (
          <button
            type="button"
            onClick={onSearch}
            aria-label="Search"
            className="inline-flex size-11 items-center justify-center"
          >
            <Search className="size-5" aria-hidden />
          </button>
        )}
        <Me onKeys={onKeys} />
      </div>
    </header>
  )
}

/** Below the page on a phone: where one is all day, the new job, and the way to all else. */
export function BottomBar({ places, canCreate }: Pick<BarProps, 'places' | 'canCreate'>) {
  const { pathname } = useLocation()
  const badges = useBadges()
  const words = useWords(SHELL)
  const labelOf = useLabel()
  const own = inBar(places)
  const others = places.filter((place) => !own.includes(place))
  const links = own.map((place) => (
    <BarLink
      key={place.to}
      {...place}
      label={labelOf(place)}
      isHere={isAt(place, pathname)}
      count={badges[place.label]}
    />
  ))
  return (
    <nav
      aria-label={words.main}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-card pb-[env(safe-area-inset-bottom)] print:hidden"
    >
      {links.slice(0, 2)}
      {canCreate && (
        <Link
          to="/jobs/new"
          className="flex flex-1 flex-col items-center justify-center gap-0.5 font-medium text-2xs"
          aria-label="New job"
        >
          <span className="flex size-11 items-center justify-center bg-primary text-on-primary">
            <Plus className="size-6" aria-hidden />
          </span>
        </Link>
      )}
      {links.slice(2)}
      {others.length > 0 ? (
        <BarLink
          to="/more"
          label="More"
          icon={Ellipsis}
          count={others.reduce((sum, { label }) => sum + (badges[label] ?? 0), 0)}
          isHere={pathname === '/more' || others.some((place) => isAt(place, pathname))}
        />
      ) : (
        <BarLink to="/settings" label={words.me} icon={UserRound} isHere={pathname === '/settings'} />
      )}
    </nav>
  )
}

function BarLink({
  to,
  label,
  icon: Icon,
  isHere,
  count,
}: Place & { isHere: boolean; count?: number | undefined }) {
  return (
    <Link
      to={to}
      aria-current={isHere ? 'page' : undefined}
      className={cn(
        'relative flex h-16 min-w-0 flex-1 flex-col items-center justify-center gap-1 border-transparent border-t-2 text-2xs',
        isHere ? 'border-primary text-foreground' : 'text-muted',
      )}
    >
      <Icon className="size-5" aria-hidden />
      {label}
      <Badge count={count} className="absolute top-2 start-[calc(50%+0.375rem)]" />
    </Link>
  )
}

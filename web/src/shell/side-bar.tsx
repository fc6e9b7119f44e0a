import { Plus, Search } from 'lucide-react'
import { Suspense } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { lazyPart } from '@/components/lazy-part'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/cn'
import { useMedia } from '@/lib/use-media'
import { useOffersLanguages, useWords } from '@/lib/words'
import { Badge } from './badge'
import { GarageName } from './garage-name'
import { Me } from './me'
import { OfflineMark } from './offline-banner'
import { isAt, type Place } from './places'
import { useBadges } from './use-badges'
import { useLabel } from './use-label'
import { SHELL } from './words'

const UnsentMark = lazyPart(() => import('@/outbox/unsent-mark'))

export interface BarProps {
  places: Place[]
  canCreate: boolean
  /** Whether the page had what it asked for; see use-calm.ts. */
  isCalm: boolean
  onSearch: () => void
  onKeys: () => void
}

// Below each other and small in the rail of a tablet, side by side where there is room.
const ITEM =
  'flex w-full min-h-13 flex-col items-center justify-center gap-1 border-transparent border-s-2 px-1 text-2xs transition-colors xl:min-h-11 xl:flex-row xl:justify-start xl:gap-3 xl:px-2.5 xl:text-sm xl:fine:min-h-9'
const HERE = 'border-primary bg-raised font-medium text-foreground'
const ELSEWHERE = 'text-muted hover:bg-raised hover:text-foreground'

const IN_LINE = 'max-xl:absolute max-xl:top-1 max-xl:end-3 xl:ms-auto'

/** The places of the app at the side: a rail of small labels on a tablet, a tree with their pages on a desktop. */
export function SideBar({ places, canCreate, isCalm, onSearch, onKeys }: BarProps) {
  const isTree = useMedia('(width >= 80rem)')
  const badges = useBadges()
  const words = useWords(SHELL)
  // Where there are no jobs to find, there is nothing to search.
  const hasSearch = !useOffersLanguages()
  return (
    <aside className="fixed inset-y-0 start-0 z-20 flex w-(--side) flex-col overflow-y-auto border-e bg-card print:hidden">
      <GarageName className="shrink-0 flex-col gap-1.5 px-1.5 pt-4 pb-3 text-center text-[0.8125rem] xl:flex-row xl:gap-2.5 xl:px-5 xl:pt-6 xl:pb-5 xl:text-start xl:text-xl" />
      <div className="px-1.5 pb-2 xl:px-3 xl:pb-3">
        {hasSearch && (
          <button
            type="button"
            onClick={onSearch}
            className={cn(
              ITEM,
              'text-muted hover:bg-raised hover:text-foreground xl:gap-2 xl:border xl:border-border xl:bg-background xl:hover:border-input',
            )}
          >
            <Search className="size-5 xl:size-4" aria-hidden />
            <span className="xl:flex-1 xl:text-start">Search</span>
            <kbd className="hidden border px-1 font-mono text-2xs fine:xl:inline">Ctrl K</kbd>
          </button>
        )}
        {canCreate && (
          <Button
            asChild
            variant="primary"
            className="mt-2 w-full max-xl:h-13 max-xl:flex-col max-xl:gap-1 max-xl:px-0 max-xl:text-2xs"
          >
            <Link to="/jobs/new">
              <Plus aria-hidden /> New job
            </Link>
          </Button>
        )}
      </div>
      <nav aria-label={words.main} className="flex-1 px-1.5 pb-2 xl:px-3">
        {places.map((place, at) => (
          <div key={place.to}>
            {isTree && place.section && place.section !== places[at - 1]?.section && (
              <p className="label-caps px-3 pt-3 pb-1" aria-hidden>
                {place.section}
              </p>
            )}
            {isTree && place.pages ? (
              <Pages place={place} badges={badges} />
            ) : (
              <Item place={place} count={badges[place.label]} />
            )}
          </div>
        ))}
      </nav>
      <div className="sticky bottom-0 border-t bg-card p-1.5 xl:p-2">
        <OfflineMark className="w-full max-xl:flex-col xl:text-sm" />
        <Suspense>{isCalm && <UnsentMark className="w-full text-2xs max-xl:flex-col xl:text-sm" />}</Suspense>
        <Me withName onKeys={onKeys} />
      </div>
    </aside>
  )
}

interface LineProps {
  place: Place
  count: number | undefined
}

function Item({ place, count }: LineProps) {
  const { pathname } = useLocation()
  const { to, icon: Icon } = place
  const labelOf = useLabel()
  const isHere = isAt(place, pathname)
  return (
    <Link
      to={to}
      aria-current={isHere ? 'page' : undefined}
      className={cn(ITEM, 'relative mb-0.5', isHere ? HERE : ELSEWHERE)}
    >
      <Icon className="size-5 xl:size-4" aria-hidden />
      {labelOf(place)}
      <Badge count={count} className={IN_LINE} />
    </Link>
  )
}

interface PagesProps {
  place: Place
  badges: Record<string, number>
}

/** A place whose pages have a line each. */
function Pages({ place: { icon: Icon, pages = [] }, badges }: PagesProps) {
  return pages.map(({ to, label }, at) => (
    <NavLink
      key={to}
      to={to}
      end
      className={({ isActive }) => cn(ITEM, 'mb-0.5', isActive ? HERE : ELSEWHERE)}
    >
      {at === 0 ? <Icon className="size-4" aria-hidden /> : <span className="size-4" aria-hidden />}
      {label}
      <Badge count={badges[label]} className={IN_LINE} />
    </NavLink>
  ))
}

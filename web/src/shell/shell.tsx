import { useQuery } from '@tanstack/react-query'
import {
  Banknote,
  CarFront,
  Files,
  HandCoins,
  LayoutDashboard,
  LogOut,
  type LucideIcon,
  Plus,
  Search,
  Settings,
  UserRound,
  Users,
  Wrench,
} from 'lucide-react'
import { Suspense, useCallback, useState } from 'react'
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router'
import { sentence } from '@/api/problem'
import { lazyPart } from '@/components/lazy-part'
import { Button } from '@/components/ui/button'
import { Mark } from '@/components/wordmark'
import { FormatsProvider, useWorkshopFormats } from '@/domain/formats'
import { can, type Permission, ROLES } from '@/domain/permissions'
import { homeOf, useMe, useSignOut } from '@/domain/session'
import { workshopQuery } from '@/domain/workshop'
import { cn } from '@/lib/cn'
import { loadPart } from '@/lib/load-part'
import { useTrail } from '@/lib/trail'
import { useIsPhone } from '@/lib/use-media'
import { ClockBanner } from './clock-banner'
import { OfflineBanner } from './offline-banner'
import { useShortcuts } from './shortcuts'

const Palette = lazyPart(() => import('./palette'))
const Keys = lazyPart(() => import('./keys'))
const Notices = lazyPart(() => import('@/features/audit/notices'))
const ChecksHint = lazyPart(() => import('@/features/oversight/checks-hint'))
const PasswordQuestion = lazyPart(() => import('@/features/auth/password-question'))

interface Place {
  to: string
  label: string
  icon: LucideIcon
  /** Another page of the same place. */
  also?: string
}

/** The places of the app for whom they are; documents last: the bar of a phone has no room for them, so there they are
 * reached from the settings. */
function placesOf(may: (permission: Permission) => boolean): Place[] {
  return [
    ...(may('analytics:read') || may('my_day:read')
      ? [{ to: '/dashboard', label: may('analytics:read') ? 'Dashboard' : 'Today', icon: LayoutDashboard }]
      : []),
    // Jobs without money are for who sees no others.
    ...(may('jobs:read')
      ? [{ to: '/jobs', label: 'Jobs', icon: Wrench }]
      : may('work:read')
        ? [{ to: '/work', label: 'Work', icon: Wrench }]
        : []),
    ...(may('payments:read') ? [{ to: '/payments', label: 'Payments', icon: Banknote }] : []),
    ...(hasCashPage(may) ? [{ to: '/settlements', label: 'Cash', icon: HandCoins }] : []),
    ...(may('members:manage') ? [{ to: '/managers', label: 'Members', icon: Users }] : []),
    ...(may('customers:read')
      ? [{ to: '/customers', label: 'Customers', icon: UserRound, also: '/vehicles' }]
      : may('vehicles:read')
        ? [{ to: '/vehicles', label: 'Vehicles', icon: CarFront }]
        : []),
    ...(may('documents:read') ? [{ to: '/documents', label: 'Documents', icon: Files }] : []),
  ]
}

/** Cash is a page for who hands it over or receives it. */
function hasCashPage(may: (permission: Permission) => boolean): boolean {
  return may('settlements:submit') || may('settlements:review')
}

/** A page that was just loaded has its place by its address: another one was perhaps scrolled when the tab was left. */
function placeKey({ key, pathname, search }: ReturnType<typeof useLocation>): string {
  return key === 'default' ? pathname + search : key
}

/** The frame around every page behind the log-in: a bar above and below on a phone, a rail on a tablet, a bar at the side. */
export function Shell() {
  const me = useMe()
  const isPhone = useIsPhone()
  const may = useCallback((permission: Permission) => can(me, permission), [me])
  const canCreate = may('jobs:create')
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const navigate = useNavigate()
  useTrail()
  useShortcuts({
    search: () => setOpen('palette'),
    keys: () => setOpen('keys'),
    newJob: () => canCreate && navigate('/jobs/new'),
    go: (to) => navigate(to),
    can: may,
  })
  const formats = useWorkshopFormats()
  const garage = useQuery(workshopQuery).data?.name ?? 'RevOps'
  const places = placesOf(may)
  const search = () => setOpen('palette')
  return (
    <FormatsProvider value={formats}>
      <div className="min-h-dvh pl-(--side) print:pl-0">
        <a
          href="#content"
          className="sr-only z-50 bg-primary px-4 py-3 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        {isPhone ? (
          <TopBar garage={garage} onSearch={search} />
        ) : (
          <SideBar garage={garage} places={places} canCreate={canCreate} onSearch={search} />
        )}
        <OfflineBanner />
        <ClockBanner />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl px-4 pt-4 pb-[calc(var(--bar)+3rem)] has-data-wide:max-w-[120rem] focus:outline-none md:px-6 md:pt-6 xl:px-8 xl:pt-8 print:max-w-none print:p-0"
        >
          <Suspense>
            {may('audit:read') && (
              <>
                <Notices />
                <ChecksHint />
              </>
            )}
          </Suspense>
          <Outlet />
        </main>
        {isPhone && <BottomBar places={places} canCreate={canCreate} />}
        <ScrollRestoration getKey={placeKey} />
        <Suspense>
          {may('payments:review') && <PasswordQuestion />}
          {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
          {open === 'keys' && <Keys onClose={() => setOpen(null)} can={may} />}
        </Suspense>
      </div>
    </FormatsProvider>
  )
}

interface SideBarProps {
  garage: string
  places: Place[]
  canCreate: boolean
  onSearch: () => void
}

// Below each other and small in the rail of a tablet, side by side where there is room.
const SIDE_ITEM =
  'flex w-full min-h-13 flex-col items-center justify-center gap-1 border-transparent border-l-2 px-1 text-2xs transition-colors xl:min-h-11 xl:flex-row xl:justify-start xl:gap-3 xl:px-2.5 xl:text-sm xl:fine:min-h-9'

/** The places of the app at the side: a rail of small labels on a tablet, wider on a desktop. */
function SideBar({ garage, places, canCreate, onSearch }: SideBarProps) {
  const home = homeOf(useMe())
  const { pathname } = useLocation()
  return (
    <aside className="fixed inset-y-0 left-0 z-20 flex w-(--side) flex-col overflow-y-auto border-r bg-card print:hidden">
      <Link
        to={home}
        title={garage}
        className="flex flex-col items-center gap-1.5 px-1.5 pt-4 pb-3 text-center xl:flex-row xl:gap-2.5 xl:px-5 xl:pt-6 xl:pb-5 xl:text-left"
      >
        <Mark className="size-7 shrink-0" />
        <span className="max-w-full font-heading text-[0.8125rem] leading-tight xl:text-xl xl:leading-[1.1]">
          {garage}
        </span>
      </Link>
      <div className="px-1.5 pb-2 xl:px-3 xl:pb-3">
        <button
          type="button"
          onClick={onSearch}
          className={cn(
            SIDE_ITEM,
            'text-muted hover:bg-raised hover:text-foreground xl:gap-2 xl:border xl:border-border xl:bg-background xl:hover:border-input',
          )}
        >
          <Search className="size-5 xl:size-4" aria-hidden />
          <span className="xl:flex-1 xl:text-left">Search</span>
          <kbd className="hidden border px-1 font-mono text-2xs fine:xl:inline">Ctrl K</kbd>
        </button>
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
      <nav aria-label="Main" className="flex-1 px-1.5 xl:px-3">
        {places.map(({ to, label, icon: Icon, also }) => (
          <NavLink
            key={to}
            to={to}
            className={({ isActive }) =>
              cn(
                SIDE_ITEM,
                'mb-0.5',
                isActive || (also && pathname.startsWith(also))
                  ? 'border-primary bg-raised font-medium text-foreground'
                  : 'text-muted hover:bg-raised hover:text-foreground',
              )
            }
          >
            <Icon className="size-5 xl:size-4" aria-hidden />
            {label}
          </NavLink>
        ))}
      </nav>
      <div className="border-t p-1.5 xl:p-2">
        <Account />
      </div>
    </aside>
  )
}

function TopBar({ garage, onSearch }: { garage: string; onSearch: () => void }) {
  const home = homeOf(useMe())
  return (
    <header className="sticky top-0 z-20 flex min-h-14 items-center justify-between border-b bg-card pr-1.5 pl-4 print:hidden">
      <Link to={home} className="flex min-h-11 min-w-0 items-center gap-2.5 py-1.5">
        <Mark className="size-6 shrink-0" />
        <span className={cn('font-heading leading-tight', garage.length > 24 ? 'text-base' : 'text-xl')}>
          {garage}
        </span>
      </Link>
      <div className="flex shrink-0">
        <button
          type="button"
          onClick={onSearch}
          aria-label="Search"
          className="inline-flex size-11 items-center justify-center"
        >
          <Search className="size-5" aria-hidden />
        </button>
        <Link
          to="/settings"
          aria-label="Settings"
          className="inline-flex size-11 items-center justify-center"
        >
          <Settings className="size-5" aria-hidden />
        </Link>
      </div>
    </header>
  )
}

function BottomBar({ places, canCreate }: { places: Place[]; canCreate: boolean }) {
  const half = places.slice(0, 2)
  const rest = places.slice(2, canCreate ? 4 : 5)
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-card pb-[env(safe-area-inset-bottom)] print:hidden"
    >
      {half.map((place) => (
        <BottomLink key={place.to} {...place} />
      ))}
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
      {rest.map((place) => (
        <BottomLink key={place.to} {...place} />
      ))}
    </nav>
  )
}

function BottomLink({ to, label, icon: Icon }: Place) {
  return (
    <NavLink
      to={to}
      className={({ isActive }) =>
        cn(
          'flex h-16 min-w-0 flex-1 flex-col items-center justify-center gap-1 border-transparent border-t-2 text-2xs',
          isActive ? 'border-primary text-foreground' : 'text-muted',
        )
      }
    >
      <Icon className="size-5" aria-hidden />
      {label}
    </NavLink>
  )
}

/** Who is signed in, the way to the settings, and out. */
function Account() {
  const me = useMe()
  const signOut = useSignOut()
  return (
    <div className="flex items-center gap-1 max-xl:flex-col">
      <NavLink
        to="/settings"
        className={({ isActive }) =>
          cn(
            'flex min-h-13 w-full min-w-0 flex-1 flex-col items-center justify-center gap-1 px-1 text-2xs hover:bg-raised xl:min-h-11 xl:items-start xl:gap-0 xl:px-2 xl:text-xs',
            isActive ? 'bg-raised text-foreground' : 'text-muted',
          )
        }
      >
        <Settings className="size-5 xl:hidden" aria-hidden />
        <span className="hidden font-medium text-foreground text-sm xl:block">{me.name}</span>
        <span>
          <span className="hidden xl:inline">{ROLES[me.role]} · </span>Settings
        </span>
      </NavLink>
      <Button
        variant="ghost"
        size="icon"
        className="text-muted"
        aria-label="Log out"
        title="Log out"
        onClick={() => signOut().catch(tellFailure)}
      >
        <LogOut aria-hidden />
      </Button>
    </div>
  )
}

/** Says why nobody is logged out. The frame does without the toaster; where that cannot be loaded, the browser says it. */
async function tellFailure(error: unknown) {
  const toaster = await loadPart(() => import('sonner')).catch(() => null)
  if (toaster) toaster.toast.error(sentence(error))
  else window.alert(sentence(error))
}

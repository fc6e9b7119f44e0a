import {
  Banknote,
  Files,
  HandCoins,
  LayoutDashboard,
  LogOut,
  type LucideIcon,
  Plus,
  Search,
  Settings,
  Users,
  Wrench,
} from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link, NavLink, Outlet, ScrollRestoration, useNavigate } from 'react-router'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { useMe, useSignOut } from '@/features/auth/session'
import { FormatsProvider, useWorkshopFormats } from '@/features/workshops/workshop'
import { cn } from '@/lib/cn'
import { useIsDesktop } from '@/lib/use-media'
import { OfflineBanner } from './offline-banner'
import { useShortcuts } from './shortcuts'
import { Wordmark } from './wordmark'

const Palette = lazy(() => import('./palette'))
const Keys = lazy(() => import('./keys'))

interface Place {
  to: string
  label: string
  icon: LucideIcon
}

const JOBS: Place = { to: '/jobs', label: 'Jobs', icon: Wrench }
const PAYMENTS: Place = { to: '/payments', label: 'Payments', icon: Banknote }
const MANAGERS: Place = { to: '/managers', label: 'Managers', icon: Users }
// Last of its list: the bar of a phone has no room for it, so there it is reached from the settings.
const DOCUMENTS: Place = { to: '/documents', label: 'Documents', icon: Files }
const OWNER_PLACES: Place[] = [
  { to: '/dashboard', label: 'Dashboard', icon: LayoutDashboard },
  JOBS,
  PAYMENTS,
  { to: '/settlements', label: 'Settlements', icon: HandCoins },
  MANAGERS,
  DOCUMENTS,
]
const MANAGER_PLACES: Place[] = [
  { to: '/dashboard', label: 'Today', icon: LayoutDashboard },
  JOBS,
  PAYMENTS,
  { to: '/settlements', label: 'Cash', icon: HandCoins },
  DOCUMENTS,
]

/** The frame around every page behind the log-in: side bar on a desktop, bar at the bottom on a phone. */
export function Shell() {
  const me = useMe()
  const isDesktop = useIsDesktop()
  const isOwner = me.role === 'owner'
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const navigate = useNavigate()
  useShortcuts({
    search: () => setOpen('palette'),
    keys: () => setOpen('keys'),
    newJob: () => !isOwner && navigate('/jobs/new'),
    go: (to) => navigate(to),
    isOwner,
  })
  const formats = useWorkshopFormats()
  const places = isOwner ? OWNER_PLACES : MANAGER_PLACES
  return (
    <FormatsProvider value={formats}>
      <div className="min-h-dvh md:pl-56">
        <a
          href="#content"
          className="sr-only z-50 bg-primary px-4 py-3 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        {isDesktop ? (
          <SideBar places={places} isOwner={isOwner} onSearch={() => setOpen('palette')} />
        ) : (
          <TopBar onSearch={() => setOpen('palette')} />
        )}
        <OfflineBanner />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl has-data-wide:max-w-[120rem] px-4 pt-4 pb-28 focus:outline-none md:px-8 md:pt-8 md:pb-16"
        >
          <Outlet />
        </main>
        {!isDesktop && <BottomBar places={places} isOwner={isOwner} />}
        <ScrollRestoration />
        <Suspense>
          {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
          {open === 'keys' && <Keys onClose={() => setOpen(null)} isOwner={isOwner} />}
        </Suspense>
      </div>
    </FormatsProvider>
  )
}

function SideBar({ places, isOwner, onSearch }: { places: Place[]; isOwner: boolean; onSearch: () => void }) {
  return (
    <aside className="fixed inset-y-0 left-0 z-20 flex w-56 flex-col border-r bg-card">
      <Link to="/dashboard" className="px-5 pt-6 pb-5">
        <Wordmark />
      </Link>
      <div className="px-3 pb-3">
        <button
          type="button"
          onClick={onSearch}
          className="flex h-9 w-full items-center gap-2 border bg-background px-2.5 text-muted text-sm hover:border-input hover:text-foreground"
        >
          <Search className="size-4" aria-hidden />
          <span className="flex-1 text-left">Search</span>
          <kbd className="border px-1 font-mono text-2xs">Ctrl K</kbd>
        </button>
        {!isOwner && (
          <Button asChild variant="primary" className="mt-2 w-full">
            <Link to="/jobs/new">
              <Plus aria-hidden /> New job
            </Link>
          </Button>
        )}
      </div>
      <nav aria-label="Main" className="flex-1 px-3">
        {places.map(({ to, label, icon: Icon }) => (
          <NavLink
            key={to}
            to={to}
            className={({ isActive }) =>
              cn(
                'mb-0.5 flex h-9 items-center gap-3 border-transparent border-l-2 px-2.5 text-sm transition-colors',
                isActive
                  ? 'border-primary bg-raised font-medium text-foreground'
                  : 'text-muted hover:bg-raised hover:text-foreground',
              )
            }
          >
            <Icon className="size-4" aria-hidden />
            {label}
          </NavLink>
        ))}
      </nav>
      <div className="border-t p-2">
        <Account />
      </div>
    </aside>
  )
}

function TopBar({ onSearch }: { onSearch: () => void }) {
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-b bg-card pr-1.5 pl-4">
      <Link to="/dashboard" aria-label="RevOps, to the start">
        <Wordmark />
      </Link>
      <div className="flex">
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

function BottomBar({ places, isOwner }: { places: Place[]; isOwner: boolean }) {
  const half = places.slice(0, 2)
  const rest = places.slice(2, isOwner ? 5 : 4)
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-card pb-[env(safe-area-inset-bottom)]"
    >
      {half.map((place) => (
        <BottomLink key={place.to} {...place} />
      ))}
      {!isOwner && (
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
      <span className="max-w-full truncate px-0.5">{label}</span>
    </NavLink>
  )
}

/** Who is signed in, the way to the settings, and out. */
function Account() {
  const me = useMe()
  const signOut = useSignOut()
  return (
    <div className="flex items-center gap-1">
      <NavLink
        to="/settings"
        className={({ isActive }) =>
          cn('min-w-0 flex-1 px-2 py-1.5 hover:bg-raised', isActive && 'bg-raised')
        }
      >
        <span className="block truncate font-medium text-sm">{me.name}</span>
        <span className="block text-muted text-xs">
          <span className="capitalize">{me.role}</span> · Settings
        </span>
      </NavLink>
      <Button
        variant="ghost"
        size="icon"
        className="text-muted"
        aria-label="Log out"
        title="Log out"
        onClick={() =>
          signOut().catch(async (error) => {
            const { toast } = await import('sonner')
            toast.error(sentence(error))
          })
        }
      >
        <LogOut aria-hidden />
      </Button>
    </div>
  )
}

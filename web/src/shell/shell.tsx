import { Suspense, useCallback, useState, useSyncExternalStore } from 'react'
import { Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router'
import { lazyPart } from '@/components/lazy-part'
import { FormatsProvider, useWorkshopFormats } from '@/domain/formats'
import { can, type Permission } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { readQuestion, subscribeToQuestion } from '@/features/auth/with-password'
import { useRootLanguage } from '@/lib/language'
import { useTrail } from '@/lib/trail'
import { useIsPhone } from '@/lib/use-media'
import { useSpoken, useWords } from '@/lib/words'
import { ClockBanner } from './clock-banner'
import { CountGate } from './count-gate'
import { LivePages } from './live-pages'
import { OfflineBanner } from './offline-banner'
import { BottomBar, TopBar } from './phone-bars'
import { isWritten, placesOf } from './places'
import { useShortcuts } from './shortcuts'
import { SideBar } from './side-bar'
import { useCalm } from './use-calm'
import { SHELL } from './words'

const Palette = lazyPart(() => import('./palette'))
const Keys = lazyPart(() => import('./keys'))
const BooksAlarm = lazyPart(() => import('@/features/oversight/books-alarm'))
const Notices = lazyPart(() => import('@/features/audit/notices'))
const PasswordQuestion = lazyPart(() => import('@/features/auth/password-question'))

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
  // Whatever somebody does, and whatever he may: the server says when it wants the password.
  const isAsked = useSyncExternalStore(subscribeToQuestion, readQuestion) !== null
  const navigate = useNavigate()
  const search = () => setOpen('palette')
  const keys = () => setOpen('keys')
  const isCalm = useCalm()
  useTrail()
  useShortcuts({
    search,
    keys,
    newJob: () => canCreate && navigate('/jobs/new'),
    go: (to) => navigate(to),
    can: may,
  })
  const formats = useWorkshopFormats()
  const places = placesOf(may)
  const words = useWords(SHELL)
  const language = useSpoken()
  useRootLanguage(language)
  // A page that is in English stands in its own direction within a frame that is not.
  const { pathname } = useLocation()
  const isEnglish = language !== 'en' && !isWritten({ to: pathname })
  return (
    <FormatsProvider value={formats}>
      <div className="min-h-dvh ps-(--side) print:ps-0">
        <a
          href="#content"
          className="sr-only z-50 bg-primary px-4 py-3 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {words.skip}
        </a>
        {isPhone ? (
          <TopBar isCalm={isCalm} onSearch={search} onKeys={keys} />
        ) : (
          <SideBar places={places} canCreate={canCreate} isCalm={isCalm} onSearch={search} onKeys={keys} />
        )}
        <OfflineBanner />
        <ClockBanner />
        <main
          id="content"
          tabIndex={-1}
          {...(isEnglish && { lang: 'en', dir: 'ltr' })}
          className="mx-auto w-full max-w-6xl px-4 pt-4 pb-[calc(var(--bar)+3rem)] has-data-wide:max-w-[120rem] focus:outline-none md:px-6 md:pt-6 xl:px-8 xl:pt-8 print:max-w-none print:p-0"
        >
          <Suspense>{isCalm && may('audit:read') && <Notices />}</Suspense>
          <Outlet />
        </main>
        {may('settlements:submit') && <CountGate />}
        {isPhone && <BottomBar places={places} canCreate={canCreate} />}
        <LivePages />
        <ScrollRestoration getKey={placeKey} />
        <Suspense>
          {isCalm && may('audit:read') && <BooksAlarm />}
          {isAsked && <PasswordQuestion />}
          {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
          {open === 'keys' && <Keys onClose={() => setOpen(null)} can={may} />}
        </Suspense>
      </div>
    </FormatsProvider>
  )
}

import { createBrowserRouter, type LoaderFunctionArgs, redirect } from 'react-router'
import { actAs, listenToOtherTabs } from '@/api/acting'
import { onSignedOut } from '@/api/client'
import { can, type Permission } from '@/domain/permissions'
import { isOwnersDay, moneyTabs } from '@/domain/places'
import { filterOf, readScope } from '@/domain/scope'
import { forgetDevice, homeOf, meQuery, registrationQuery } from '@/domain/session'
import { workshopQuery } from '@/domain/workshop'
import { dashboardQuery, myDayQuery } from '@/features/analytics/queries'
import { todayQuery } from '@/features/today/queries'
import { TodayPage } from '@/features/today/today-page'
import { now } from '@/lib/clock'
import { dayOf } from '@/lib/days'
import { loadPart } from '@/lib/load-part'
import { queryClient } from '@/query-client'
import { ErrorPage } from '@/shell/error-page'
import { NotFound } from '@/shell/not-found'
import { newAddress, OLD_PATHS } from '@/shell/old-addresses'
import { Shell } from '@/shell/shell'
import { speakTo } from '@/speak'

// What start.js asked for ahead is there by then, or comes into the page that stands.
const AHEAD_MS = 100

function here(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return pathname + search
}

/** Lets in who is signed in (and, with a permission, who has it); sends others where they belong. */
function only(permission?: Permission) {
  return async ({ request }: LoaderFunctionArgs) => {
    // Both at once; what the second answers is looked at below, once it is known that there is a workshop.
    const workshop = queryClient.prefetchQuery(workshopQuery)
    const me = await queryClient.ensureQueryData(meQuery)
    if (!me) throw redirect(`/login?next=${encodeURIComponent(here(request))}`)
    const home = homeOf(me)
    if (home === '/setup' || home === '/no-rights' || home === '/gate') throw redirect(home)
    if (permission && !can(me, permission)) throw redirect(home)
    await Promise.all([workshop, speakTo(me)])
    // No page is shown before its currency is known: an amount must never stand there in another one.
    await queryClient.ensureQueryData(workshopQuery)
    return null
  }
}

/** Asks for what the day is made of while the rest is on the way; sends who has no such day where they belong. */
async function startToday(args: LoaderFunctionArgs) {
  const me = await queryClient.ensureQueryData(meQuery)
  if (me && homeOf(me) !== '/today') throw redirect(homeOf(me))
  if (me && isOwnersDay((permission) => can(me, permission))) void queryClient.prefetchQuery(todayQuery)
  else if (me) void queryClient.prefetchQuery(myDayQuery)
  return only()(args)
}

/** Asks for the figures while their code is still on the way. */
async function startReports(args: LoaderFunctionArgs) {
  const me = await queryClient.ensureQueryData(meQuery)
  if (me?.workshop_id && can(me, 'analytics:read')) {
    const { timezone } = await queryClient.ensureQueryData(workshopQuery)
    const scope = readScope(new URL(args.request.url).searchParams, dayOf(now(), timezone), 'month')
    const asked = queryClient.prefetchQuery(dashboardQuery(filterOf(scope)))
    // Where they were asked for ahead they are as good as there: then the page is drawn once, with them.
    if (!router.state.initialized)
      await Promise.race([asked, new Promise((done) => setTimeout(done, AHEAD_MS))])
  }
  return only('analytics:read')(args)
}

/** Opens the first page of Money that is for whoever asks: the queue is for who decides on payments. */
async function startMoney(args: LoaderFunctionArgs) {
  await only()(args)
  const me = await queryClient.ensureQueryData(meQuery)
  const [first] = me ? moneyTabs((permission) => can(me, permission)) : []
  if (first?.to === '/money') return null
  throw redirect(first ? first.to + new URL(args.request.url).search : me ? homeOf(me) : '/login')
}

/** Pages for visitors: who is signed in goes home instead. */
async function visitor({ request }: LoaderFunctionArgs) {
  const me = await queryClient.ensureQueryData(meQuery)
  if (!me) await speakTo(null)
  // An invite that somebody logged in opens is offered for the account at hand.
  if (me && !new URL(request.url).searchParams.has('code')) throw redirect(homeOf(me))
  return null
}

/** Who can register is known before the form is shown, so that it offers nothing that will be refused. */
async function newcomer(args: LoaderFunctionArgs) {
  const asked = queryClient.prefetchQuery(registrationQuery)
  await visitor(args)
  await asked
  return null
}

async function newOwner() {
  const me = await queryClient.ensureQueryData(meQuery)
  if (!me) throw redirect('/login?next=/setup')
  if (homeOf(me) !== '/setup') throw redirect(homeOf(me))
  return null
}

/** For who has no right at all; sends others where they belong. */
async function withoutRights() {
  const me = await queryClient.ensureQueryData(meQuery)
  if (!me) throw redirect('/login')
  if (homeOf(me) !== '/no-rights') throw redirect(homeOf(me))
  return null
}

/** For who stands at the gate, where there is no other page; an owner may look, too. */
async function gatekeeper({ request }: LoaderFunctionArgs) {
  const me = await queryClient.ensureQueryData(meQuery)
  if (!me) throw redirect(`/login?next=${encodeURIComponent(here(request))}`)
  if (!can(me, 'gate:record')) throw redirect(homeOf(me))
  await speakTo(me)
  return null
}

export const router = createBrowserRouter([
  {
    ErrorBoundary: ErrorPage,
    children: [
      { path: '/', loader: visitor, lazy: () => loadPart(() => import('@/shell/landing-page')) },
      { path: '/login', loader: visitor, lazy: () => loadPart(() => import('@/features/auth/login-page')) },
      {
        path: '/register',
        loader: newcomer,
        lazy: () => loadPart(() => import('@/features/auth/register-page')),
      },
      {
        path: '/reset-password',
        loader: visitor,
        lazy: () => loadPart(() => import('@/features/auth/reset-password-page')),
      },
      {
        // Also for who is logged in as somebody else: the link is the other's.
        path: '/set-password',
        lazy: () => loadPart(() => import('@/features/auth/set-password-page')),
      },
      {
        path: '/setup',
        loader: newOwner,
        lazy: () => loadPart(() => import('@/features/workshops/setup-page')),
      },
      {
        path: '/garages/new',
        loader: only('workshop:manage'),
        lazy: () => loadPart(() => import('@/features/workshops/add-garage-page')),
      },
      {
        path: '/no-rights',
        loader: withoutRights,
        lazy: () => loadPart(() => import('@/features/auth/no-rights-page')),
      },
      {
        path: '/gate',
        loader: gatekeeper,
        lazy: () => loadPart(() => import('@/features/gate/gate-page')),
      },
      {
        loader: only(),
        Component: Shell,
        children: [
          {
            ErrorBoundary: ErrorPage,
            children: [
              {
                path: '/today',
                loader: startToday,
                Component: TodayPage,
              },
              {
                path: '/reports',
                loader: startReports,
                lazy: () => loadPart(() => import('@/features/analytics/reports-page')),
              },
              {
                path: '/more',
                lazy: () => loadPart(() => import('@/shell/more-page')),
              },
              {
                path: '/money',
                loader: startMoney,
                lazy: () => loadPart(() => import('@/features/payments/to-confirm-page')),
              },
              {
                path: '/garages',
                loader: only(),
                lazy: () => loadPart(() => import('@/features/analytics/garages-page')),
              },
              {
                path: '/jobs',
                loader: only('jobs:read'),
                lazy: () => loadPart(() => import('@/features/jobs/jobs-page')),
              },
              {
                path: '/jobs/new',
                loader: only('jobs:create'),
                lazy: () => loadPart(() => import('@/features/jobs/new-job-page')),
              },
              {
                path: '/jobs/estimates',
                loader: only('jobs:read'),
                lazy: () => loadPart(() => import('@/features/quotations/estimates-page')),
              },
              {
                path: '/jobs/estimates/new',
                loader: only('jobs:create'),
                lazy: () => loadPart(() => import('@/features/quotations/new-estimate-page')),
              },
              {
                path: '/jobs/estimates/:id',
                loader: only('jobs:read'),
                lazy: () => loadPart(() => import('@/features/quotations/estimate-page')),
              },
              {
                path: '/jobs/estimates/:id/edit',
                loader: only('jobs:create'),
                lazy: () => loadPart(() => import('@/features/quotations/edit-estimate-page')),
              },
              {
                path: '/jobs/:id',
                loader: only('jobs:read'),
                lazy: () => loadPart(() => import('@/features/jobs/job-page')),
              },
              {
                path: '/customers',
                loader: only('customers:read'),
                lazy: () => loadPart(() => import('@/features/customers/customers-page')),
              },
              {
                path: '/customers/:id',
                loader: only('customers:read'),
                lazy: () => loadPart(() => import('@/features/customers/customer-page')),
              },
              {
                path: '/vehicles',
                loader: only('vehicles:read'),
                lazy: () => loadPart(() => import('@/features/vehicles/vehicles-page')),
              },
              {
                path: '/vehicles/:id',
                loader: only('vehicles:read'),
                lazy: () => loadPart(() => import('@/features/vehicles/vehicle-page')),
              },
              {
                path: '/follow-up',
                loader: only('vehicles:read'),
                lazy: () => loadPart(() => import('@/features/customers/follow-up-page')),
              },
              {
                path: '/work',
                loader: only('work:read'),
                lazy: () => loadPart(() => import('@/features/work/work-page')),
              },
              {
                path: '/scan',
                loader: only('work:read'),
                lazy: () => loadPart(() => import('@/features/work/scan-page')),
              },
              {
                path: '/money/all',
                loader: only('payments:read'),
                lazy: () => loadPart(() => import('@/features/payments/all-payments-page')),
              },
              {
                path: '/money/bills',
                loader: only('documents:read'),
                lazy: () => loadPart(() => import('@/features/documents/documents-page')),
              },
              {
                path: '/checks/entries',
                loader: only('analytics:read'),
                lazy: () => loadPart(() => import('@/features/entries/entries-page')),
              },
              {
                path: '/money/cash',
                loader: only('settlements:read'),
                lazy: () => loadPart(() => import('@/features/settlements/settlements-page')),
              },
              {
                path: '/money/cash/:id',
                loader: only('settlements:read'),
                lazy: () => loadPart(() => import('@/features/settlements/hand-over-page')),
              },
              {
                path: '/money/bank',
                loader: only('bank:read'),
                lazy: () => loadPart(() => import('@/features/bank/bank-page')),
              },
              {
                path: '/money/owes',
                loader: only('jobs:read'),
                lazy: () => loadPart(() => import('@/features/money/owes-page')),
              },
              {
                path: '/team',
                loader: only('members:manage'),
                lazy: () => loadPart(() => import('@/features/managers/members-page')),
              },
              {
                path: '/team/:id',
                loader: only('members:manage'),
                lazy: () => loadPart(() => import('@/features/managers/member-page')),
              },
              {
                path: '/trust',
                loader: only('exceptions:read'),
                lazy: () => loadPart(() => import('@/features/trust/trust-page')),
              },
              {
                path: '/trust/settings',
                loader: only('exceptions:answer'),
                lazy: () => loadPart(() => import('@/features/trust/settings-page')),
              },
              {
                path: '/checks/evening',
                loader: only('workshop:manage'),
                lazy: () => loadPart(() => import('@/features/digest/digest-page')),
              },
              {
                path: '/checks/gate',
                loader: only('gate:read'),
                lazy: () => loadPart(() => import('@/features/gate/day-page')),
              },
              {
                path: '/trust/cash',
                loader: only('workshop:manage'),
                lazy: () => loadPart(() => import('@/features/custody/settings-page')),
              },
              {
                path: '/money/day/:what',
                loader: only('settlements:submit'),
                lazy: () => loadPart(() => import('@/features/custody/day-page')),
              },
              {
                path: '/checks/log-ins',
                loader: only('audit:read'),
                lazy: () => loadPart(() => import('@/features/audit/audit-page')),
              },
              {
                path: '/checks',
                loader: only('audit:read'),
                lazy: () => loadPart(() => import('@/features/oversight/checks-page')),
              },
              {
                path: '/settings/whatsapp',
                loader: only('workshop:manage'),
                lazy: () => loadPart(() => import('@/features/whatsapp/whatsapp-page')),
              },
              {
                path: '/messages',
                loader: only('messages:read'),
                lazy: () => loadPart(() => import('@/features/messages/messages-page')),
              },
              {
                path: '/settings/estimates',
                loader: only('workshop:manage'),
                lazy: () => loadPart(() => import('@/features/estimates/settings-page')),
              },
              {
                path: '/settings/inspections',
                loader: only('workshop:manage'),
                lazy: () => loadPart(() => import('@/features/inspections/lists-page')),
              },
              {
                path: '/settings/inspections/:key',
                loader: only('workshop:manage'),
                lazy: () => loadPart(() => import('@/features/inspections/list-page')),
              },
              {
                path: '/settings/messages',
                loader: only('workshop:manage'),
                lazy: () => loadPart(() => import('@/features/messages/message-settings-page')),
              },
              { path: '/settings', lazy: () => loadPart(() => import('@/features/workshops/settings-page')) },
            ],
          },
        ],
      },
      ...OLD_PATHS.map((path) => ({
        path,
        loader: ({ request }: LoaderFunctionArgs) => redirect(newAddress(new URL(request.url))),
      })),
      { path: '*', Component: NotFound },
    ],
  },
])

function leave() {
  // A visitor asking who he is gets a 401 too; only who was signed in has a session to lose.
  if (!queryClient.getQueryData(meQuery.queryKey)) return
  actAs(null)
  void forgetDevice()
  queryClient.setQueryData(meQuery.queryKey, null)
  const { pathname, search } = router.state.location
  void router.navigate(`/login?ended=1&next=${encodeURIComponent(pathname + search)}`, { replace: true })
}

onSignedOut(leave)
listenToOtherTabs(leave)

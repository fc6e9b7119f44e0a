import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { Link } from 'react-router'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { countryOf } from '@/domain/country'
import { useCan } from '@/domain/permissions'
import { shownPhone } from '@/domain/phone'
import { type Workshop, workshopQuery } from '@/domain/workshop'
import { AccountCard } from '@/features/auth/account-card'
import { PasskeysCard } from '@/features/auth/passkeys-card'
import { PasswordCard } from '@/features/auth/password-card'
import { SecondFactorCard } from '@/features/auth/second-factor-card'
import { BillingCard } from '@/features/billing/billing-card'
import { UsageCard } from '@/features/photos/usage-card'
import { PushCard } from '@/features/push/push-card'
import { cn } from '@/lib/cn'
import { CURRENCIES } from '@/lib/currencies'
import { chooseLanguage, LANGUAGES, type Language } from '@/lib/language'
import { chooseTheme, type Theme, useTheme } from '@/lib/theme'
import { useOffersLanguages, useSpoken } from '@/lib/words'
import { GaragesCard } from './garages-card'
import { PasswordAboveCard } from './password-above-card'
import { PosterCard } from './poster-card'
import { WorkshopForm } from './workshop-form'

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
  { value: 'system', label: 'System' },
]

/** The workshop, how the app looks, and one's own account. */
export function Component() {
  const canManage = useCan('workshop:manage')
  return (
    <>
      <PageHeader title="Settings" />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="grid min-w-0 gap-4">
          <WorkshopCard />
          <Billing />
        </div>
        <div className="grid gap-4">
          {canManage && (
            <WayTo
              to="/settings/messages"
              title="Message settings"
              note="What is sent, when, in which words"
            />
          )}
          {canManage && (
            <WayTo
              to="/settings/estimates"
              title="Estimates"
              note="Usual jobs, advance, signatures of customers"
            />
          )}
          {canManage && (
            <WayTo to="/settings/inspections" title="Inspection lists" note="What is checked at a car" />
          )}
          {canManage && <PosterCard />}
          <LanguageCard />
          <GaragesCard />
          <PushCard />
          <ThemeCard />
          <AccountCard />
          <PasswordCard />
          <div id="passkeys" className="scroll-mt-20">
            <PasskeysCard />
          </div>
          {canManage && (
            <div id="two-steps" className="scroll-mt-20">
              <SecondFactorCard />
            </div>
          )}
          {canManage && <UsageCard />}
        </div>
      </div>
    </>
  )
}

function WorkshopCard() {
  const canManage = useCan('workshop:manage')
  const { data, error, refetch } = useQuery(workshopQuery)
  return (
    <Card>
      <CardHead title="Workshop" />
      {data ? (
        canManage ? (
          <WorkshopForm workshop={data} />
        ) : (
          <WorkshopFacts workshop={data} />
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading the workshop" className="space-y-5 p-4">
          {[1, 2, 3, 4, 5].map((line) => (
            <Skeleton key={line} className="h-14" />
          ))}
        </div>
      )}
    </Card>
  )
}

function Billing() {
  const canManage = useCan('workshop:manage')
  const { data } = useQuery(workshopQuery)
  return canManage && data ? (
    <>
      <div id="billing" className="scroll-mt-20">
        <BillingCard workshop={data} />
      </div>
      <PasswordAboveCard workshop={data} />
    </>
  ) : null
}

interface WayToProps {
  to: string
  title: string
  note: string
  className?: string
}

/** A page that is reached from here. */
function WayTo({ to, title, note, className }: WayToProps) {
  return (
    <Link
      to={to}
      className={cn(
        'flex min-h-12 items-center justify-between gap-4 border bg-card px-4 py-2 hover:bg-raised',
        className,
      )}
    >
      <span>
        <span className="block font-heading font-semibold text-lg leading-tight">{title}</span>
        <span className="block text-muted text-sm">{note}</span>
      </span>
      <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
    </Link>
  )
}

function WorkshopFacts({ workshop }: { workshop: Workshop }) {
  const currency = CURRENCIES.find(({ code }) => code === workshop.currency)
  const facts: [string, string | null][] = [
    ['Name', workshop.name],
    ['Phone', shownPhone(workshop.phone)],
    ['Address', workshop.address],
    [countryOf(workshop.currency).ownTaxNumber, workshop.gst_number],
    ['Currency', currency ? `${currency.code} · ${currency.name}` : workshop.currency],
    ['Time zone', workshop.timezone.replaceAll('_', ' ')],
  ]
  return (
    <dl className="divide-y">
      {facts.map(([label, value]) => (
        <div key={label} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-4 px-4 py-3 text-sm">
          <dt className="text-muted">{label}</dt>
          <dd className="break-words">{value ?? 'Not given'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The language of all that is not on this page, for whoever has it in every language. */
function LanguageCard() {
  const language = useSpoken()
  const options = Object.entries(LANGUAGES).map(([value, label]) => ({ value: value as Language, label }))
  if (!useOffersLanguages()) return null
  return (
    <Card>
      <CardHead title="Language" />
      <div className="p-4">
        <Choice label="Language" value={language} options={options} onChange={chooseLanguage} />
        <p className="mt-2 text-muted text-sm">Kept on this device. This page stays in English.</p>
      </div>
    </Card>
  )
}

function ThemeCard() {
  const theme = useTheme()
  return (
    <Card>
      <CardHead title="Theme" />
      <div className="p-4">
        <Choice label="Theme" value={theme} options={THEMES} onChange={chooseTheme} />
        <p className="mt-2 text-muted text-sm">Light is easier to read in the sun. Kept on this device.</p>
      </div>
    </Card>
  )
}

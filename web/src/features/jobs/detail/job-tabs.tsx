import { useLayoutEffect, useRef } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import { useCan } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { searchWith } from './use-opened'

const TABS = [
  { tab: 'overview', label: 'Overview' },
  { tab: 'work', label: 'Work' },
  { tab: 'money', label: 'Money' },
  { tab: 'messages', label: 'Messages' },
  { tab: 'history', label: 'History' },
] as const
export type Tab = (typeof TABS)[number]['tab']

/** The part of the job that the address names; labour and parts are edited among the work. */
export function useTab(): Tab {
  const [params] = useSearchParams()
  const canReadMessages = useCan('messages:read')
  const named = params.get('tab') ?? (params.get('open') === 'lines' ? 'work' : 'overview')
  if (named === 'messages' && !canReadMessages) return 'overview'
  return TABS.find(({ tab }) => tab === named)?.tab ?? 'overview'
}

/** The parts of a job, one at a time where there is no room for all of them. */
export function JobTabs({ chosen }: { chosen: Tab }) {
  const { search } = useLocation()
  const canReadMessages = useCan('messages:read')
  const tabs = canReadMessages ? TABS : TABS.filter(({ tab }) => tab !== 'messages')
  const bar = useRef<HTMLElement>(null)
  const before = useRef(chosen)
  useLayoutEffect(() => {
    if (before.current === chosen) return
    before.current = chosen
    // Another part begins at its top: where one has scrolled past the bar, just below it.
    const head = bar.current?.previousElementSibling
    const page = bar.current?.nextElementSibling
    if (!bar.current || !head || !page) return
    const over = page.getBoundingClientRect().top - bar.current.getBoundingClientRect().bottom
    if (over < 0) window.scrollBy({ top: over - 16, behavior: 'instant' })
  }, [chosen])
  return (
    <nav
      ref={bar}
      aria-label="Job"
      className="sticky top-14 z-10 -mx-4 mb-4 flex border-b bg-background px-1 md:top-0 md:-mx-6 md:px-2 print:hidden"
    >
      {tabs.map(({ tab, label }) => (
        <Link
          key={tab}
          to={{ search: searchWith(search, 'tab', tab === 'overview' ? null : tab) }}
          preventScrollReset
          aria-current={tab === chosen ? 'page' : undefined}
          className={cn(
            '-mb-px flex min-h-11 min-w-11 flex-auto items-center justify-center border-transparent border-b-2 px-1 text-sm md:flex-none md:px-3 lg:px-4',
            tab === chosen
              ? 'border-primary font-medium text-foreground'
              : 'text-muted hover:text-foreground',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

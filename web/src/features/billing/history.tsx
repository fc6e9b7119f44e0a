import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { shownDay } from '@/lib/days'
import { changeWords } from './history-words'
import type { Billing } from './queries'

const SHOWN_FIRST = 5

/** Every change of the billing settings, the latest first; those of days to come are marked. */
export function History({ billing }: { billing: Billing }) {
  const { dayTime } = useFormats()
  const [showsAll, setShowsAll] = useState(false)
  const { versions, today } = billing
  if (versions.length === 0) return null
  const shown = showsAll ? versions : versions.slice(0, SHOWN_FIRST)
  return (
    <section className="border-t p-4" aria-label="Changes to the billing settings">
      <h3 className="label-caps mb-2 font-sans">Changes</h3>
      <ul className="space-y-2.5 text-sm">
        {shown.map((version) => (
          <li key={version.id}>
            <p className="break-words">
              From {shownDay(version.effective_from)} {version.effective_from.slice(0, 4)}:{' '}
              {Object.entries(version.changes)
                .map(([name, value]) => changeWords(name, value))
                .join(', ')}
              {version.effective_from > today && <span className="text-warning"> · not started yet</span>}
            </p>
            <p className="text-muted text-xs">
              {version.recorded_by_name && <>{version.recorded_by_name} · </>}
              {dayTime(version.recorded_at)}
            </p>
          </li>
        ))}
      </ul>
      {versions.length > shown.length && (
        <Button variant="ghost" size="sm" className="mt-2 -ml-2.5" onClick={() => setShowsAll(true)}>
          Show {versions.length - shown.length} more
        </Button>
      )}
    </section>
  )
}

import { CalendarRange } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { ManagerSelect } from '@/components/manager-select'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { useFormats } from '@/domain/formats'
import { daysInWords, daysOf, PERIODS, type Period, type Scope } from '@/domain/scope'
import { cn } from '@/lib/cn'
import { useMedia } from '@/lib/use-media'

const ScopeDialog = lazyPart(() => import('./scope-dialog').then((own) => ({ default: own.ScopeDialog })))

interface ScopeBarProps {
  scope: Scope
  onChange: (scope: Scope) => void
}

/** Period and manager: the usual periods are one press away, any days and, on a phone, the manager two. */
export function ScopeBar({ scope, onChange }: ScopeBarProps) {
  const { today } = useFormats()
  const [isOpen, setOpen] = useState(false)
  const hasRoom = useMedia('(width >= 64rem)')
  const isOwnChoice = scope.period === null
  return (
    <div className="flex w-full gap-2 md:w-auto">
      {hasRoom && (
        <div className="w-44">
          <ManagerSelect
            value={scope.managerId}
            onChange={(managerId) => onChange({ ...scope, managerId })}
          />
        </div>
      )}
      <Choice<Period | ''>
        label="Period"
        className="flex-1 md:flex-none [&>label]:px-1 md:[&>label]:px-2 lg:[&>label]:px-3"
        value={scope.period ?? ''}
        options={PERIODS}
        onChange={(period) => period !== '' && onChange({ ...scope, period, days: daysOf(period, today()) })}
      />
      <Button
        variant="outline"
        aria-haspopup="dialog"
        aria-label={
          isOwnChoice ? `Days and manager: ${daysInWords(scope.days, today())}` : 'Days and manager'
        }
        className={cn(
          'w-11 px-0 md:w-auto md:px-3',
          isOwnChoice && 'border-foreground bg-foreground text-background hover:bg-foreground',
          // Where there is little room the manager is chosen there, too.
          scope.managerId && !isOwnChoice && 'max-lg:border-foreground',
        )}
        onClick={() => setOpen(true)}
      >
        <CalendarRange aria-hidden />
        <span className="hidden md:inline">{isOwnChoice ? daysInWords(scope.days, today()) : 'Days'}</span>
      </Button>
      <Suspense>
        {isOpen && <ScopeDialog scope={scope} onChange={onChange} onClose={() => setOpen(false)} />}
      </Suspense>
    </div>
  )
}

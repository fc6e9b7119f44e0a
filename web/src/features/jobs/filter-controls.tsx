import type { ReactNode } from 'react'
import { Field } from '@/components/field'
import { Choice } from '@/components/ui/choice'
import { Input, Select } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { STATUS, STATUSES } from '@/domain/job-status'
import { cn } from '@/lib/cn'
import { type ChangeFilters, DUES, type JobFilters, leavesOutClosed, periods, SHOWS, SORTS } from './filters'

interface ControlProps {
  filters: JobFilters
  change: ChangeFilters
  className?: string
}

function Chip({
  pressed,
  onPress,
  color,
  children,
}: {
  pressed: boolean
  onPress: () => void
  color?: string
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={cn(
        'inline-flex h-11 items-center gap-2 whitespace-nowrap border px-3 text-sm transition-colors fine:h-8 fine:px-2.5 fine:text-[0.8125rem]',
        pressed
          ? 'border-foreground bg-foreground font-medium text-background'
          : 'border-border text-muted hover:border-input hover:text-foreground',
      )}
    >
      {color && <span className="size-2 shrink-0" style={{ background: color }} aria-hidden />}
      {children}
    </button>
  )
}

export function StatusChips({ filters: { status }, change, className }: ControlProps) {
  return (
    <fieldset className={cn('flex min-w-0 flex-wrap gap-1.5', className)}>
      <legend className="sr-only">Status</legend>
      {STATUSES.map((one) => {
        const pressed = status.includes(one)
        return (
          <Chip
            key={one}
            pressed={pressed}
            color={STATUS[one].color}
            onPress={() =>
              change({
                status: pressed
                  ? status.filter((other) => other !== one)
                  : STATUSES.filter((other) => other === one || status.includes(other)),
              })
            }
          >
            {STATUS[one].label}
          </Chip>
        )
      })}
    </fieldset>
  )
}

/** The jobs that are not closed, or all: nobody has to know that there are more. */
export function ShowChoice({ filters, change, className }: ControlProps) {
  return (
    <Choice
      label="Show"
      value={leavesOutClosed(filters) ? 'open' : 'all'}
      options={SHOWS}
      onChange={(show) =>
        // Open ones are of no status, day or amount in particular.
        change(
          show === 'all'
            ? { show }
            : { show, q: '', status: [], outstanding: false, due: null, from: null, to: null },
        )
      }
      className={className}
    />
  )
}

/** What needs a person's eye: money outstanding, and on the list, what is due. */
export function AttentionChips({ filters, change, className }: ControlProps) {
  return (
    <fieldset className={cn('flex min-w-0 flex-wrap gap-1.5', className)}>
      <legend className="sr-only">Needs attention</legend>
      <Chip pressed={filters.outstanding} onPress={() => change({ outstanding: !filters.outstanding })}>
        Outstanding
      </Chip>
      {filters.view === 'list' &&
        DUES.map(({ value, label }) => (
          <Chip
            key={value}
            pressed={filters.due === value}
            onPress={() => change({ due: filters.due === value ? null : value })}
          >
            {label}
          </Chip>
        ))}
    </fieldset>
  )
}

export function SortSelect({ filters, change, className }: ControlProps) {
  return (
    <Select
      aria-label="Sort"
      value={filters.sort}
      onChange={(event) => {
        const sort = SORTS.find(({ value }) => value === event.target.value)
        if (sort) change({ sort: sort.value })
      }}
      className={className}
    >
      {SORTS.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  )
}

/** The days on which a job was taken in: a known period in one press, or from and to. */
export function PeriodControls({ filters: { from, to }, change, className }: ControlProps) {
  const { today } = useFormats()
  return (
    <fieldset className={cn('min-w-0', className)}>
      <legend className="sr-only">Taken in</legend>
      <div className="flex flex-wrap gap-1.5">
        {periods(today()).map((period) => {
          const pressed = period.from === from && period.to === to
          return (
            <Chip
              key={period.label}
              pressed={pressed}
              onPress={() =>
                change(pressed ? { from: null, to: null } : { from: period.from, to: period.to })
              }
            >
              {period.label}
            </Chip>
          )
        })}
      </div>
      <div className="mt-3 grid grid-cols-2 gap-2">
        <Field label="From">
          {(control) => (
            <Input
              type="date"
              value={from ?? ''}
              onChange={(event) => change(ordered(event.target.value || null, to, 'from'))}
              {...control}
            />
          )}
        </Field>
        <Field label="To">
          {(control) => (
            <Input
              type="date"
              value={to ?? ''}
              onChange={(event) => change(ordered(from, event.target.value || null, 'to'))}
              {...control}
            />
          )}
        </Field>
      </div>
    </fieldset>
  )
}

/** Two days in their order: the day just chosen takes the other along. */
function ordered(from: string | null, to: string | null, chosen: 'from' | 'to') {
  if (!from || !to || from <= to) return { from, to }
  return chosen === 'from' ? { from, to: from } : { from: to, to }
}

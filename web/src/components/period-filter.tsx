import { useState } from 'react'
import { useFormats } from '@/domain/formats'
import { namedPeriods, nameOf, type Period } from '@/lib/named-periods'
import { Input, Select } from './ui/input'

/** A period by its name, or by its first and last day. */
export function PeriodFilter({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  const today = useFormats().today()
  const [isOwnChoice, setOwnChoice] = useState(false)
  const name = nameOf(value, today)
  const shown = isOwnChoice || name === null ? 'days' : name
  return (
    <>
      <Select
        aria-label="Period"
        value={shown}
        onChange={(event) => {
          const chosen = namedPeriods(today).find((known) => known.name === event.target.value)
          setOwnChoice(!chosen)
          if (chosen) onChange({ from: chosen.from, to: chosen.to })
        }}
      >
        {namedPeriods(today).map((known) => (
          <option key={known.name} value={known.name}>
            {known.label}
          </option>
        ))}
        <option value="days">Choose days</option>
      </Select>
      {shown === 'days' && (
        <div className="order-last col-span-2 flex items-center gap-2 text-muted md:order-none text-sm">
          <Input
            type="date"
            aria-label="First day"
            value={value.from}
            max={value.to || today}
            onChange={(event) => onChange({ ...value, from: event.target.value })}
          />
          to
          <Input
            type="date"
            aria-label="Last day"
            value={value.to}
            min={value.from}
            onChange={(event) => onChange({ ...value, to: event.target.value })}
          />
        </div>
      )}
    </>
  )
}

import { useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { addDays, shownDay } from '@/lib/days'
import { plainNumber } from '@/lib/digits'

const QUICK = ['0', '1', '2', '3', '7']
interface DaysChoiceProps {
  value: string
  onChange: (value: string) => void
  error: string | undefined
  /** The day that the days are counted from. */
  from: string
}

/** In how many days the car is to be ready: one press for the usual ones. */
export function DaysChoice({ value, onChange, error, from }: DaysChoiceProps) {
  const { today } = useFormats()
  const [wantsOther, setWantsOther] = useState(!QUICK.includes(value))
  const isOther = wantsOther || !QUICK.includes(value)
  const days = plainNumber(value)
  const isNumber = /^\d{1,3}$/.test(days)
  const options = [
    { value: '0', label: from === today() ? 'Today' : 'Same day' },
    ...QUICK.slice(1).map((days) => ({ value: days, label: days })),
    { value: 'other', label: 'Other' },
  ]
  const ready = isNumber ? shownDay(addDays(from, Number(days)), today()) : null
  return (
    <div>
      <p className="mb-1.5 flex items-baseline justify-between gap-2 font-medium text-sm">
        Ready in days
        {ready && <span className="font-normal text-muted text-xs">by {ready}</span>}
      </p>
      <Choice
        label="Ready in days"
        value={isOther ? 'other' : value}
        options={options}
        onChange={(chosen) => {
          setWantsOther(chosen === 'other')
          onChange(chosen === 'other' ? '' : chosen)
        }}
        className="[&>label]:px-1"
      />
      {isOther && (
        <Input
          aria-label="Number of days"
          aria-invalid={Boolean(error)}
          inputMode="numeric"
          className="figure mt-2"
          placeholder="Number of days"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {error && (
        <p role="alert" className="mt-1.5 text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

import type { ComponentProps } from 'react'
import { useFormats } from '@/domain/formats'
import { readAmount } from '@/lib/amount'
import { Input } from './ui/input'

interface AmountInputProps extends ComponentProps<typeof Input> {
  /** What is in the box, as typed. */
  text: string
}

/** A box for an amount: it stays as typed, and how it is understood stands at its right whenever that differs. */
export function AmountInput({ text, ...rest }: AmountInputProps) {
  const { decimals, money } = useFormats()
  const reading = readAmount(text, decimals)
  const understood = reading.ok && !/^\d+(\.\d+)?$/.test(text.trim()) ? `= ${money(reading.amount)}` : null
  return (
    <div className="relative">
      <Input inputMode="decimal" autoComplete="off" className="figure pr-28" {...rest} />
      {understood && (
        <output className="figure pointer-events-none absolute inset-y-0 right-3 flex items-center text-muted text-sm">
          {understood}
        </output>
      )}
    </div>
  )
}

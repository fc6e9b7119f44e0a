import { useId } from 'react'
import { cn } from '@/lib/cn'

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  disabled?: boolean
  className?: string
}

/** A few alternatives side by side, one press each: quicker than a list for two to five of them. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
  className,
}: ChoiceProps<T>) {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cn(
        'flex border border-input [&>label]:h-11 [&>label]:px-2 md:[&>label]:h-9 md:[&>label]:px-3',
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex min-w-0 flex-auto cursor-pointer items-center justify-center border-input border-r text-muted text-sm outline-offset-2 transition-colors last-of-type:border-r-0 hover:text-foreground has-checked:bg-foreground has-checked:font-medium has-checked:text-background has-focus-visible:z-10 has-focus-visible:outline-2 has-focus-visible:outline-ring has-disabled:opacity-60"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            disabled={disabled}
            // Over the whole of its label, unseen: what is pressed and focused is the label.
            className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
          />
          <span className="truncate">{option.label}</span>
        </label>
      ))}
    </div>
  )
}

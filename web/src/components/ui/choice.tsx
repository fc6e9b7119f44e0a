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
        // Each over the frame, so that the whole height is pressed.
        'flex border border-input [&>label]:-my-px [&>label]:min-h-11 [&>label]:min-w-11 [&>label]:px-2 [&>label:first-child]:-ms-px [&>label:last-child]:-me-px fine:[&>label]:min-h-9 fine:[&>label]:min-w-9',
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex flex-auto cursor-pointer items-center justify-center border-input border-e text-[0.8125rem] text-muted outline-offset-2 sm:text-sm transition-colors last-of-type:border-e-0 hover:text-foreground has-checked:bg-foreground has-checked:font-medium has-checked:text-background has-focus-visible:z-10 has-focus-visible:outline-2 has-focus-visible:outline-ring has-disabled:opacity-60"
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
          <span className="text-center leading-tight [overflow-wrap:normal]">{option.label}</span>
        </label>
      ))}
    </div>
  )
}

import { RadioGroup } from 'radix-ui'
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
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={(chosen) => onChange(chosen as T)}
      disabled={disabled}
      className={cn('flex border border-input', className)}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="h-11 min-w-0 flex-auto truncate border-input border-r px-2 text-muted text-sm transition-colors last-of-type:border-r-0 hover:text-foreground focus-visible:relative disabled:opacity-60 data-[state=checked]:bg-foreground data-[state=checked]:font-medium data-[state=checked]:text-background md:h-9 md:px-3"
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

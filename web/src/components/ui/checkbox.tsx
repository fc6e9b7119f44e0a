import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

/** A box with a finger-sized surface around it. */
export function Checkbox({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn('group inline-flex size-11 shrink-0 items-center justify-center fine:size-9', className)}
      {...rest}
    >
      <span className="flex size-5 items-center justify-center rounded-sm border border-input bg-background group-data-[state=checked]:border-primary group-data-[state=indeterminate]:border-primary group-data-[state=checked]:bg-primary group-data-[state=indeterminate]:bg-primary">
        <Radix.Indicator className="text-on-primary">
          {rest.checked === 'indeterminate' ? <Minus className="size-3.5" /> : <Check className="size-3.5" />}
        </Radix.Indicator>
      </span>
    </Radix.Root>
  )
}

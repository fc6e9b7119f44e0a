import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

/** What every control a person types into looks like. 16 px text, so that phones do not zoom in. */
const control =
  'control w-full rounded-sm border border-input bg-background px-3 text-foreground transition-colors placeholder:text-muted/70 hover:border-muted focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(control, 'control-line', className)} {...rest} />
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(control, 'min-h-20 resize-y py-2', className)} {...rest} />
}

/** The platform's own list: the best one on a phone. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={cn(control, 'control-line pr-8', className)} {...rest} />
}

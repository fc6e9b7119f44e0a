import { cva, type VariantProps } from 'class-variance-authority'
import { Loader2 } from 'lucide-react'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

const buttonVariants = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-sm border font-medium text-sm transition-colors disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'border-primary bg-primary text-on-primary hover:border-primary-hover hover:bg-primary-hover',
        secondary: 'border-border bg-raised text-foreground hover:border-input',
        outline: 'border-input bg-transparent text-foreground hover:bg-raised',
        ghost: 'border-transparent bg-transparent text-foreground hover:bg-raised',
        danger: 'border-danger/60 bg-transparent text-danger hover:bg-danger-tint',
        success: 'border-success/60 bg-success-tint text-success hover:border-success',
        link: 'h-auto! border-transparent bg-transparent p-0! text-foreground underline underline-offset-4',
      },
      size: {
        md: 'button-md',
        sm: 'button-sm text-[0.8125rem]',
        lg: 'h-12 px-5 text-base',
        icon: 'button-icon',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  asChild?: boolean
  /** Shows that the work it started goes on, and takes no second press. */
  busy?: boolean
  /** A press on it decides something at once, so a second tap is not taken; true by itself for what can be busy. */
  records?: boolean
}

export function Button({
  className,
  variant,
  size,
  asChild,
  busy,
  records,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  const decides = records ?? ((busy !== undefined && !rest['aria-haspopup']) || rest.type === 'submit')
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type="button"
      className={classes}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      data-records={decides || undefined}
      {...rest}
    >
      {busy && <Loader2 className="animate-spin" aria-hidden />}
      {children}
    </button>
  )
}

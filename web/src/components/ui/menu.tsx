import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

/** A menu, in the direction in which the page is written. */
export function Menu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'} {...props} />
}

export const MenuTrigger = Radix.Trigger

export function MenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          'data-[state=open]:fade-in z-50 min-w-44 border border-input bg-card py-1 duration-100 data-[state=open]:animate-in',
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  )
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item
      data-records
      className={cn(
        'flex min-h-11 cursor-pointer select-none items-center gap-2.5 px-3 text-sm outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-raised data-[disabled]:opacity-50 fine:min-h-9 [&_svg]:size-4 [&_svg]:text-muted',
        className,
      )}
      {...rest}
    />
  )
}

interface MenuChoiceProps extends ComponentProps<typeof Radix.Item> {
  isChosen: boolean
}

/** One of several of which one holds, and says which. */
export function MenuChoice({ isChosen, children, ...rest }: MenuChoiceProps) {
  return (
    <MenuItem role="menuitemradio" aria-checked={isChosen} {...rest}>
      <span className="flex-1">{children}</span>
      {isChosen && <Check aria-hidden />}
    </MenuItem>
  )
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn('label-caps px-3 py-1.5', className)} {...rest} />
}

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { cn } from '@/lib/cn'
import { COMMON } from '@/lib/common-words'
import { shield } from '@/lib/tap-shield'
import { useWords } from '@/lib/words'

export const Dialog = Radix.Root
export const DialogClose = Radix.Close

interface DialogContentProps extends ComponentProps<typeof Radix.Content> {
  title: string
  /** A sentence under the title; what a screen reader says after it. */
  description?: ReactNode
}

/** A sheet from below on a phone, a panel in the middle on a desktop. */
export function DialogContent(props: DialogContentProps) {
  const {
    title,
    description,
    className,
    children,
    onOpenAutoFocus,
    onCloseAutoFocus,
    onInteractOutside,
    ...rest
  } = props
  const before = useRef<Element>(null)
  const { close } = useWords(COMMON)
  return (
    <Radix.Portal>
      <Radix.Overlay className="data-[state=closed]:fade-out data-[state=open]:fade-in fixed inset-0 z-50 bg-black/60 duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in" />
      <Radix.Content
        className={cn(
          'fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-y-auto border-t bg-card p-4 pb-[max(1rem,env(safe-area-inset-bottom))] duration-150 focus:outline-none',
          'data-[state=open]:slide-in-from-bottom-8 data-[state=open]:fade-in data-[state=open]:animate-in',
          'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:-translate-y-1/2 sm:border sm:p-6',
          className,
        )}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...rest}
        onInteractOutside={(event) => {
          onInteractOutside?.(event)
          if (isOfNews(event.target)) event.preventDefault()
        }}
        onOpenAutoFocus={(event) => {
          before.current = document.activeElement
          onOpenAutoFocus?.(event)
          if (event.defaultPrevented || !matchMedia('(pointer: coarse)').matches) return
          // Under a finger the first thing that takes the focus is the cross, which would be framed for no reason.
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
        onCloseAutoFocus={(event) => {
          onCloseAutoFocus?.(event)
          // Radix gives the focus back to a trigger only; most dialogs here are opened without one.
          if (event.defaultPrevented || !(before.current instanceof HTMLElement)) return
          if (before.current === document.body || !before.current.isConnected) return
          event.preventDefault()
          before.current.focus()
        }}
      >
        <Opener before={before} />
        <ShieldAfter />
        <div className="mb-4 flex items-start justify-between gap-4">
          <div>
            <Radix.Title className="text-2xl leading-tight">{title}</Radix.Title>
            {description && (
              <Radix.Description className="mt-1 text-muted text-sm">{description}</Radix.Description>
            )}
          </div>
          <Radix.Close
            className="-mt-2 -me-2 inline-flex size-11 items-center justify-center text-muted hover:text-foreground"
            aria-label={close}
          >
            <X className="size-5" />
          </Radix.Close>
        </div>
        {children}
      </Radix.Content>
    </Radix.Portal>
  )
}

/** Notes what had the focus before a field of the dialog took it by itself, for which Radix asks nobody. */
function Opener({ before }: { before: RefObject<Element | null> }) {
  useState(() => {
    before.current = document.activeElement
  })
  return null
}

/** What a toast offers can be pressed while a dialog is open, and the dialog stays. */
function isOfNews(target: EventTarget | null) {
  return target instanceof Element && target.closest('[data-sonner-toaster]') !== null
}

/** Shields the place of the dialog that it is in, once that is gone. */
export function ShieldAfter() {
  const mark = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const dialog = mark.current?.closest('[role=dialog]')
    return () => {
      if (dialog) shield(dialog.getBoundingClientRect())
    }
  }, [])
  return <span ref={mark} hidden />
}

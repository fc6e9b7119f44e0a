import type { ComponentProps, FocusEvent, KeyboardEvent, SubmitEvent } from 'react'

type Box = HTMLInputElement | HTMLTextAreaElement

const UNANSWERED = 'input[aria-required="true"], textarea[aria-required="true"]'

function isBox(target: EventTarget): target is Box {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

/** The box that Enter leads to: the next one that must be filled in and is empty, else the first such. */
function nextEmpty(form: HTMLFormElement, from: Box): Box | null {
  const empty = [...form.querySelectorAll<Box>(UNANSWERED)].filter(
    (box) =>
      box !== from && box.value.trim() === '' && !box.disabled && !box.readOnly && box.checkVisibility?.(),
  )
  const isAfter = (box: Box) => from.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING
  return empty.find(isAfter) ?? empty[0] ?? null
}

/**
 * A form as every form here behaves: nothing turns red before it was filled in or sent.
 *
 * Walking through an empty box says nothing about it. Enter leads to what is still empty and sends when nothing is;
 * Ctrl+Enter sends from anywhere. What is then said of it comes into view (field.tsx, Notice).
 */
export function Form({ onBlurCapture, onKeyDown, onSubmitCapture, ...rest }: ComponentProps<'form'>) {
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.currentTarget.dataset.sent = ''
    onSubmitCapture?.(event)
  }
  const leave = (event: FocusEvent<HTMLFormElement>) => {
    onBlurCapture?.(event)
    // The field does not hear of it, so it is not looked at until something was typed or the form is sent.
    if (isBox(event.target) && event.target.value === '') event.stopPropagation()
  }
  const press = (event: KeyboardEvent<HTMLFormElement>) => {
    onKeyDown?.(event)
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      if (!event.repeat) event.currentTarget.requestSubmit()
      return
    }
    if (!(event.target instanceof HTMLInputElement)) return
    const next = nextEmpty(event.currentTarget, event.target)
    if (!next && !event.repeat) return
    event.preventDefault()
    next?.focus()
  }
  return <form noValidate {...rest} onBlurCapture={leave} onKeyDown={press} onSubmitCapture={send} />
}

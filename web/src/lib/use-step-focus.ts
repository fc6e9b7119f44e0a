import { useEffect, useRef } from 'react'

const CONTROLS = ':is(input, textarea, select, button, a[href]):not(:disabled)'

/**
 * Keeps the keyboard where the work goes on when a part of a page is replaced by its next step.
 *
 * The button that was pressed is gone with its step, and the focus would begin at the top of the page again; it goes to
 * the first control of the new step. Whoever is elsewhere meanwhile is left there.
 */
export function useStepFocus<Part extends HTMLElement>(step: unknown) {
  const part = useRef<Part>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    if (document.activeElement !== document.body) return
    part.current?.querySelector<HTMLElement>(CONTROLS)?.focus()
  }, [step])
  return part
}

// So long after a touch nothing moves.
const SCROLLED_MS = 800
const TYPED_MS = 1500

let isDown = false
let scrolledAt = Number.NEGATIVE_INFINITY
let typedAt = Number.NEGATIVE_INFINITY

/** Notices when somebody has a finger on the page, scrolls or types; returns how to stop. */
export function watchHands(): () => void {
  const down = () => {
    isDown = true
  }
  const up = () => {
    isDown = false
  }
  const scroll = () => {
    scrolledAt = performance.now()
  }
  const type = () => {
    typedAt = performance.now()
  }
  const quiet = { capture: true, passive: true }
  const heard: [string, () => void][] = [
    ['pointerdown', down],
    ['pointerup', up],
    ['pointercancel', up],
    ['dragstart', down],
    ['dragend', up],
    ['scroll', scroll],
    ['input', type],
  ]
  for (const [event, act] of heard) window.addEventListener(event, act, quiet)
  return () => {
    for (const [event, act] of heard) window.removeEventListener(event, act, quiet)
  }
}

/** Whether something that moved now would move under somebody's hands. */
export function areHandsBusy(): boolean {
  const at = performance.now()
  return isDown || at - scrolledAt < SCROLLED_MS || at - typedAt < TYPED_MS
}

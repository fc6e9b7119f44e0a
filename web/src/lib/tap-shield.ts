const SECOND_TAP_MS = 500
const NEXT_TAP_MS = 300
const SAME_PLACE_PX = 40

/** What a press decides something on: the second tap of a double tap must not decide. */
const RECORDS = '[data-records]'

interface Tap {
  button: Element | null
  x: number
  y: number
}

/**
 * Swallows the second tap of a double tap where it would decide something.
 *
 * After a button that records, whatever lies at that place takes no tap for half a second, and while somebody goes on
 * tapping: by then the button may have become another (the next status, the next payment), or its sheet be gone. After
 * any other button, what records and has come to lie there takes none either: a sheet that has just opened. The keyboard
 * is not concerned.
 */
export function startTapShield(target: Window) {
  let closedUntil = Number.NEGATIVE_INFINITY
  let guardedUntil = Number.NEGATIVE_INFINITY
  let last: Tap = { button: null, x: 0, y: 0 }
  const isHere = ({ clientX, clientY }: MouseEvent) =>
    Math.hypot(clientX - last.x, clientY - last.y) < SAME_PLACE_PX
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup'] as const) {
    target.addEventListener(
      type,
      (event) => event.timeStamp < closedUntil && isHere(event) && swallow(event),
      {
        capture: true,
      },
    )
  }
  target.addEventListener(
    'click',
    (event) => {
      if (event.detail === 0 || !(event.target instanceof Element)) return
      const { timeStamp: at } = event
      const recording = event.target.closest(RECORDS)
      if (at < closedUntil && isHere(event)) {
        closedUntil = Math.max(closedUntil, at + NEXT_TAP_MS)
        return swallow(event)
      }
      if (recording && recording !== last.button && at < guardedUntil && isHere(event)) return swallow(event)
      const button = recording ?? event.target.closest('button, a')
      last = { button, x: event.clientX, y: event.clientY }
      if (recording) closedUntil = at + SECOND_TAP_MS
      // A menu opens beside its button, so what is tapped there is meant.
      else if (button?.getAttribute('aria-haspopup') !== 'menu') guardedUntil = at + SECOND_TAP_MS
    },
    { capture: true },
  )
}

const SECOND_TAP_MS = 500
const NEXT_TAP_MS = 300
const SAME_PLACE_PX = 40

/** What a press decides something on: the second tap of a double tap must not decide again. */
const RECORDS = '[data-records]'

/**
 * Swallows the second tap of a double tap on a button that records.
 *
 * By then the button may have become another (the next status, the next payment), or its sheet be gone, so whatever lies
 * at that place takes no tap for half a second, and while somebody goes on tapping. The keyboard is not concerned.
 */
export function startTapShield(target: Window) {
  let until = Number.NEGATIVE_INFINITY
  let place = { x: 0, y: 0 }
  const isSecond = ({ timeStamp, clientX, clientY }: MouseEvent) =>
    timeStamp < until && Math.hypot(clientX - place.x, clientY - place.y) < SAME_PLACE_PX

  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup'] as const) {
    target.addEventListener(type, (event) => isSecond(event) && swallow(event), { capture: true })
  }
  target.addEventListener(
    'click',
    (event) => {
      if (event.detail === 0) return
      if (isSecond(event)) {
        until = Math.max(until, event.timeStamp + NEXT_TAP_MS)
        swallow(event)
      } else if (event.target instanceof Element && event.target.closest(RECORDS)) {
        until = event.timeStamp + SECOND_TAP_MS
        place = { x: event.clientX, y: event.clientY }
      }
    },
    { capture: true },
  )
}

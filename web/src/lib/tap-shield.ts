const SHIELD_MS = 350
const SECOND_TAP_MS = 500
const NEXT_TAP_MS = 300
const SAME_PLACE_PX = 40

/** What a press decides something on: the second tap of a double tap must not decide. */
const RECORDS = '[data-records]'
const PRESSED_BY_KEY = 'a, button, summary, [role=menuitem], [role=checkbox], [role=radio], [role=tab]'
/** News that lies above everything, where nothing else comes to lie. */
const ABOVE_ALL = '[data-sonner-toaster]'

/** What a press on something decides on: a label is pressed for the box that it names. */
function recordingOf(target: Element): Element | null {
  const box = target.closest('label')?.control
  return target.closest(RECORDS) ?? box?.closest(RECORDS) ?? null
}

interface Tap {
  button: Element | null
  x: number
  y: number
}

interface Area {
  what: Element | DOMRect
  until: number
}

let areas: Area[] = []
let openAgain: ReturnType<typeof setTimeout> | undefined

/**
 * Closes a place for 350 ms, because it has just changed under the finger: a sheet closed there, a row left the list, a
 * button means something else. Of where a sheet was, the keys of the focus are closed as well, wherever it went.
 */
export function shield(what: Element | DOMRect, at = performance.now()) {
  areas = [...areas.filter(({ until }) => until > at), { what, until: at + SHIELD_MS }]
  // Whoever presses by a program waits for it.
  document.documentElement.dataset.shielded = ''
  clearTimeout(openAgain)
  openAgain = setTimeout(() => delete document.documentElement.dataset.shielded, SHIELD_MS)
}

/** Whether a press on something, or at a point, does nothing now. */
export function isShielded(target: Element, at = performance.now(), point?: { x: number; y: number }) {
  if (areas.length === 0 || target.closest(ABOVE_ALL)) return false
  areas = areas.filter(({ until }) => until > at)
  return areas.some(({ what }) => {
    if (what instanceof Element) return what.contains(target)
    if (!point) return true
    const { x, y } = point
    return x >= what.left && x <= what.right && y >= what.top && y <= what.bottom
  })
}

/**
 * Swallows presses that were meant for what was there before: those in a shielded place, and the second tap of a double
 * tap where it would decide something.
 *
 * After a button that records, whatever lies at that place takes no tap for half a second, and while somebody goes on
 * tapping: by then the button may have become another (the next status, the next payment), or its sheet be gone. After
 * any other button, what records and has come to lie there takes none either: a sheet that has just opened. A key that
 * is held down records once.
 */
export function startTapShield(target: Window) {
  let closedUntil = Number.NEGATIVE_INFINITY
  let guardedUntil = Number.NEGATIVE_INFINITY
  let last: Tap = { button: null, x: 0, y: 0 }
  // A press on a label is one press: the browser presses the box that it names right after it, by itself.
  let passedOn: Element | null = null
  // What went down in a shielded place does nothing when it comes up after it.
  let isPressDead = false
  const isHere = ({ clientX, clientY }: MouseEvent) =>
    Math.hypot(clientX - last.x, clientY - last.y) < SAME_PLACE_PX
  const isClosed = (event: MouseEvent) =>
    event.target instanceof Element &&
    isShielded(event.target, event.timeStamp, { x: event.clientX, y: event.clientY })
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup'] as const) {
    target.addEventListener(
      type,
      (event) => {
        if (type === 'pointerdown') isPressDead = isClosed(event)
        if (isPressDead || (event.timeStamp < closedUntil && isHere(event))) swallow(event)
      },
      { capture: true },
    )
  }
  target.addEventListener(
    'keydown',
    (event) => {
      if ((event.key !== 'Enter' && event.key !== ' ') || !(event.target instanceof Element)) return
      const pressed = event.target.closest(PRESSED_BY_KEY)
      if (!pressed) return
      const isHeld = event.repeat && pressed.matches(RECORDS)
      if (isHeld || isShielded(pressed, event.timeStamp)) swallow(event)
    },
    { capture: true },
  )
  target.addEventListener(
    'click',
    (event) => {
      if (event.detail === 0 || !(event.target instanceof Element)) return
      if (passedOn?.contains(event.target)) return
      const { timeStamp: at } = event
      const recording = recordingOf(event.target)
      if (at < closedUntil && isHere(event)) {
        closedUntil = Math.max(closedUntil, at + NEXT_TAP_MS)
        return swallow(event)
      }
      if (isPressDead || isClosed(event)) return swallow(event)
      if (recording && recording !== last.button && at < guardedUntil && isHere(event)) return swallow(event)
      const button = recording ?? event.target.closest('button, a')
      last = { button, x: event.clientX, y: event.clientY }
      passedOn = event.target.closest('label')?.control ?? null
      if (passedOn?.contains(event.target)) passedOn = null
      if (passedOn) setTimeout(() => (passedOn = null))
      if (recording) closedUntil = at + SECOND_TAP_MS
      // A menu opens beside its button, so what is tapped there is meant.
      else if (button?.getAttribute('aria-haspopup') !== 'menu') guardedUntil = at + SECOND_TAP_MS
    },
    { capture: true },
  )
}

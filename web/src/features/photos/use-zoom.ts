import { type PointerEvent, useRef, useState } from 'react'

interface View {
  scale: number
  x: number
  y: number
}

interface Point {
  x: number
  y: number
}

const WHOLE: View = { scale: 1, x: 0, y: 0 }
const MIDDLE: Point = { x: 0, y: 0 }
const LARGEST = 5
const SWIPE_PX = 60
const DOUBLE_TAP_MS = 300
const DOUBLE_TAP_SCALE = 2.5

/** The view when the point `from` of a picture seen through `view` is drawn to `to` while it grows to `scale`. Both are
 * from the middle of the stage. */
export function drawn(view: View, from: Point, to: Point, scale: number): View {
  const grown = Math.min(LARGEST, Math.max(1, scale))
  if (grown === 1) return WHOLE
  const ratio = grown / view.scale
  return { scale: grown, x: to.x - (from.x - view.x) * ratio, y: to.y - (from.y - view.y) * ratio }
}

/** Which way a finger went over a whole picture: 1 to the next, -1 to the one before, 0 nowhere. */
export function swiped(from: Point, to: Point): -1 | 0 | 1 {
  const [across, along] = [to.x - from.x, to.y - from.y]
  if (Math.abs(across) < SWIPE_PX || Math.abs(across) < Math.abs(along) * 1.5) return 0
  return across < 0 ? 1 : -1
}

function middle([one, two]: Point[]): Point {
  if (!one || !two) return one ?? MIDDLE
  return { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 }
}

function span([one, two]: Point[]): number {
  return one && two ? Math.max(1, Math.hypot(one.x - two.x, one.y - two.y)) : 1
}

/** Looks closer at a picture with two fingers or a double tap, moves it with one, and swipes to the next when it is
 * whole. */
export function useZoom(onSwipe: (way: -1 | 1) => void) {
  const [view, setView] = useState(WHOLE)
  const fingers = useRef(new Map<number, Point>())
  const start = useRef({ view: WHOLE, at: MIDDLE, span: 1, wasPinched: false })
  const lastTap = useRef(0)
  const pointOf = ({ clientX, clientY, currentTarget }: PointerEvent): Point => {
    const box = currentTarget.getBoundingClientRect()
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 }
  }
  const begin = (wasPinched: boolean) => {
    const down = [...fingers.current.values()]
    start.current = { view, at: middle(down), span: span(down), wasPinched }
  }
  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, pointOf(event))
    begin(fingers.current.size > 1)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!fingers.current.has(event.pointerId)) return
    fingers.current.set(event.pointerId, pointOf(event))
    const down = [...fingers.current.values()]
    const { view: before, at, span: wide } = start.current
    if (down.length > 1) setView(drawn(before, at, middle(down), before.scale * (span(down) / wide)))
    else if (before.scale > 1) setView(drawn(before, at, middle(down), before.scale))
  }
  const onPointerUp = (event: PointerEvent) => {
    const to = fingers.current.get(event.pointerId)
    if (!to || !fingers.current.delete(event.pointerId)) return
    const { view: before, at, wasPinched } = start.current
    if (fingers.current.size > 0 || wasPinched) return begin(true)
    const way = before.scale === 1 ? swiped(at, to) : 0
    if (way !== 0) onSwipe(way)
    else if (Math.hypot(to.x - at.x, to.y - at.y) < 10) tap(to, event.timeStamp)
  }
  const tap = (at: Point, time: number) => {
    const isDouble = time - lastTap.current < DOUBLE_TAP_MS
    lastTap.current = isDouble ? 0 : time
    if (isDouble) setView(view.scale > 1 ? WHOLE : drawn(view, at, at, DOUBLE_TAP_SCALE))
  }
  const onPointerCancel = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId)
    begin(true)
  }
  return { view, stage: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } }
}

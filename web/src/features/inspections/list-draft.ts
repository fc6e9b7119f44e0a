import type { Schemas } from '@/api/client'
import { readDecimal } from '@/lib/digits'
import type { Template } from './queries'

type Point = Schemas['Point']

export const UNITS = ['mm', 'V', 'bar', 'km', '%'] as const
export const BOUNDS = [
  { name: 'now_below', label: 'Now, below' },
  { name: 'soon_below', label: 'Soon, below' },
  { name: 'soon_above', label: 'Soon, above' },
  { name: 'now_above', label: 'Now, above' },
] as const
type Bound = (typeof BOUNDS)[number]['name']

/** A point as it is typed. Its id stays what it is, so that inspections of before and after are of the same point. */
export type PointDraft = { id: string; title: string; unit: string; needsPhoto: boolean } & Record<
  Bound,
  string
>
export interface GroupDraft {
  id: string
  title: string
  points: PointDraft[]
}
export interface ListDraft {
  name: string
  groups: GroupDraft[]
}

/** A list as it stands, to be changed. */
export function draftOf({ name, groups }: Pick<Template, 'name' | 'groups'>): ListDraft {
  const text = (value: number | null | undefined) => (value == null ? '' : String(value))
  return {
    name,
    groups: groups.map(({ title, points }, at) => ({
      id: `group-${at}`,
      title,
      points: points.map((point) => ({
        id: point.id,
        title: point.title,
        unit: point.unit ?? '',
        needsPhoto: point.needs_photo ?? false,
        now_below: text(point.now_below),
        soon_below: text(point.soon_below),
        soon_above: text(point.soon_above),
        now_above: text(point.now_above),
      })),
    })),
  }
}

/** A point that nothing is said about yet. */
export function emptyPoint(id: string): PointDraft {
  return {
    id,
    title: '',
    unit: '',
    needsPhoto: false,
    now_below: '',
    soon_below: '',
    soon_above: '',
    now_above: '',
  }
}

/** The items with one of them a place further up or down. */
export function moved<T>(items: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by
  const [from, other] = [items[at], items[to]]
  if (from === undefined || other === undefined) return [...items]
  return items.map((item, place) => (place === at ? other : place === to ? from : item))
}

type Body = Pick<Schemas['InspectionTemplateChange'], 'name' | 'groups'>

/** Reads a list as it is typed; what is wrong with it, in a sentence that names the point. */
export function readList(draft: ListDraft): { body: Body } | { why: string } {
  if (draft.name.trim() === '') return { why: 'Give the list a name.' }
  const groups = draft.groups.filter(({ points }) => points.length > 0)
  if (groups.length === 0) return { why: 'Add at least one point.' }
  const read = []
  for (const group of groups) {
    if (group.title.trim() === '') return { why: 'Give each group a title.' }
    const points: Point[] = []
    for (const draftPoint of group.points) {
      const point = readPoint(draftPoint)
      if (typeof point === 'string') return { why: point }
      points.push(point)
    }
    read.push({ title: group.title.trim(), points })
  }
  return { body: { name: draft.name.trim(), groups: read } }
}

function readPoint(draft: PointDraft): Point | string {
  const title = draft.title.trim()
  if (title === '') return 'Give each point a title, or remove it.'
  const said = { id: draft.id, title, needs_photo: draft.needsPhoto }
  if (draft.unit === '') return said
  const point: Point = { ...said, unit: draft.unit as NonNullable<Point['unit']> }
  let last = Number.NEGATIVE_INFINITY
  for (const { name, label } of BOUNDS) {
    if (draft[name].trim() === '') continue
    const limit = readDecimal(draft[name], 7, 3)
    if (limit === null) return `${title}: “${label}” must be a number.`
    if (limit < last) return `${title}: the limits must rise from “Now, below” to “Now, above”.`
    last = limit
    point[name] = limit
  }
  return point
}

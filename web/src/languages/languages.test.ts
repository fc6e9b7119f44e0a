import { afterEach, expect, test } from 'vitest'
import { Problem, sentence } from '@/api/problem'
import { STATUS_WORDS } from '@/domain/status-words'
import { named } from '@/features/inspections/findings'
import type { Inspection } from '@/features/inspections/queries'
import { INSPECTIONS } from '@/features/inspections/words'
import { PHOTOS } from '@/features/photos/words'
import { WORK } from '@/features/work/words'
import { COMMON } from '@/lib/common-words'
import { spokenDay } from '@/lib/days'
import { speak } from '@/lib/words'
import { OUTBOX } from '@/outbox/words'
import { SHELL } from '@/shell/words'
import { ar } from './ar'
import type { Catalogue } from './catalogue'
import { hi } from './hi'
import { mr } from './mr'

const SECTIONS = [COMMON, STATUS_WORDS, OUTBOX, PHOTOS, INSPECTIONS, WORK, SHELL]
const LANGUAGES: [string, Catalogue, RegExp][] = [
  ['hi', hi, /\p{Script=Devanagari}/u],
  ['mr', mr, /\p{Script=Devanagari}/u],
  ['ar', ar, /\p{Script=Arabic}/u],
]

afterEach(() => speak('en', null, false))

/** All that is said, with a word of the same language put in where something is. */
function allSaid(words: unknown, word: string): string[] {
  if (words === null) return []
  if (typeof words === 'function') return [String(words(word, [word, word]))]
  return typeof words === 'object'
    ? Object.values(words).flatMap((said) => allSaid(said, word))
    : [String(words)]
}

test.each(LANGUAGES)('nothing is left in another language: %s', (_, catalogue, script) => {
  const { locale, of, ...common } = catalogue.common
  expect([locale, of(2, 9)]).toEqual([expect.stringMatching(/-u-nu-latn$/), expect.stringContaining('9')])
  for (const said of allSaid({ ...catalogue, common }, catalogue.work.scan)) expect(said).toMatch(script)
  const names = Object.keys(catalogue).sort()
  expect(SECTIONS.map(({ name }) => name).sort()).toEqual(names)
})

test('a refusal, a day and a point that ships are said in the language that the app speaks', () => {
  const problem = new Problem(409, 'stale_version', 'Somebody changed this job.', [], {}, null, null)
  const at = new Date('2026-11-22T06:00:00Z')
  const days = () => [
    spokenDay('2026-11-23T06:00:00Z', 'Asia/Kolkata', at, mr.common),
    spokenDay('2026-12-02T06:00:00Z', 'Asia/Kolkata', at, mr.common),
  ]
  const points = [{ title: 'Horn' }, { title: 'The lamp of our own list' }]
  const inspection = {
    name: 'Full inspection',
    groups: [{ title: 'Inside', points }],
  } as unknown as Inspection
  expect(sentence(problem)).toBe('Somebody changed this job.')
  expect(named(inspection)).toEqual(inspection)
  speak('mr', mr, true)
  expect(sentence(problem)).toBe(mr.common.refusals.stale_version)
  expect(days()).toEqual(['उद्या', '2 डिसें'])
  expect(named(inspection).groups[0]?.points.map(({ title }) => title)).toEqual([
    'हॉर्न',
    'The lamp of our own list',
  ])
})

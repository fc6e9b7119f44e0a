import { expect, test } from 'vitest'
import { LANGUAGES, type Language } from '@/lib/language'
import { passCode, toldOfLeaving } from './gate-labels'
import { en } from './words/en'
import { GATE_WORDS } from './words/gate-words'

test('a pass is read however it comes', () => {
  expect(passCode('REVOPS-PASS:K7WM3QXA')).toBe('K7WM3QXA')
  expect(passCode(' k7wm-3qxa ')).toBe('K7WM3QXA')
  expect(passCode('K7WM 3QXA')).toBe('K7WM3QXA')
  expect(passCode('https://garage.example/c/abc')).toBe(null)
  expect(passCode('K7WM')).toBe(null)
})

test('of a car that is not released it is said whom to call, while it can be stopped', () => {
  const seen = { id: 's1', message: '', outcome: null, may_leave: null, call: null }
  const told = (more: object, agoMs = 0) => toldOfLeaving(en, 'MH12AB1234', { ...seen, ...more }, agoMs)
  expect(told({})).toBe(null)
  expect(told({ may_leave: true })).toBe(null)
  expect(told({ may_leave: false, call: 'Kavita Rao' })).toEqual({
    title: 'MH12AB1234: not released',
    more: 'Stop the car, and call Kavita Rao.',
  })
  expect(told({ may_leave: false })?.more).toBe('Stop the car, and ask at the counter.')
  expect(told({ may_leave: false }, 3_600_000)).toBe(null)
  expect(told({ outcome: 'owes' }, 3_600_000)?.title).toBe('MH12AB1234: Not paid')
})

const WRITTEN_IN: Record<Language, RegExp> = {
  en: /^[\p{Script=Latin}\p{Script=Common}]+$/u,
  hi: /\p{Script=Devanagari}/u,
  mr: /\p{Script=Devanagari}/u,
  ar: /\p{Script=Arabic}/u,
}

/** All that is said, with a word of the same language put in where something is. */
function allSaid(words: object, word: string): string[] {
  return Object.values(words).flatMap((said) => {
    if (typeof said === 'object') return allSaid(said, word)
    return typeof said === 'function' ? said(word, word) : said
  })
}

test.each(Object.keys(LANGUAGES) as Language[])('nothing is left in another language: %s', (language) => {
  const words = GATE_WORDS[language]
  const said = allSaid(words, words.today)
  expect(said.length).toBe(allSaid(en, en.today).length)
  for (const sentence of said) expect(sentence).toMatch(WRITTEN_IN[language])
  expect(words.mayLeave('MH12AB1234')).toContain('MH12AB1234')
  expect(words.stopAndCall('Kavita Rao')).toContain('Kavita Rao')
})

import { expect, it } from 'vitest'

const SOURCES = import.meta.glob<string>(['../features/**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
// Passwords and codes that stand for one are never kept; who logged in last is known without a draft.
const SECRET = /\/auth\/(?:use-log-in|password-card|password-question|second-factor-form|set-password-page)\./
// What is chosen to be looked at or exported is no record: it is chosen again.
const CHOICE = /\/(?:exports|analytics|digest)\//
const KEEPS = /useDraft\(|useTyped[(<]|useKeptForm\(|useEditRecord\(|useSaved(?:Form|Boxes)\(/

const broken = (isFault: (text: string) => boolean) =>
  Object.entries(SOURCES)
    .filter(([path, text]) => !SECRET.test(path) && !CHOICE.test(path) && isFault(text))
    .map(([path]) => path)

it('every form keeps what is typed across a reload or a log-in', () => {
  expect(broken((text) => /\buseForm[(<]/.test(text) && !KEEPS.test(text))).toEqual([])
})

it('every box outside a form does so too', () => {
  const typesIntoState = /<(?:Input|Textarea|AmountInput)\b[\s\S]*?\bset[A-Z]\w*\((?:\w+\.)?target\.value/
  const keepsItself = /writeStored\(`draft:/
  expect(broken((text) => typesIntoState.test(text) && !KEEPS.test(text) && !keepsItself.test(text))).toEqual(
    [],
  )
})

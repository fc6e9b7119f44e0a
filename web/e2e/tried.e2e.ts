import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { TRIED } from './tried.ts'

// A button that is built later is tried as well, or somebody says why not.

const SOURCES = resolve(import.meta.dirname, '../src')
const TRIALS = [
  'recordings.ts',
  'recordings-once.ts',
  'recordings-trust.ts',
  'recordings-cash.ts',
  'taps-people.e2e.ts',
]

// By itself, or through the outbox.
const POSTED = /(?:api\.POST\(\s*|method: 'POST', path: )'([^']+)'/g

test('all that the app posts is in the trials of two taps, or it is said why not', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test|\.gen)\.tsx?$/.test(file),
  )
  const posted = files.flatMap((file) =>
    [...readFileSync(join(SOURCES, file), 'utf8').matchAll(POSTED)].map(([, path]) => path),
  )
  expect([...new Set(posted)].sort()).toEqual(Object.keys(TRIED).sort())
  const names = TRIALS.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')
  const missing = Object.values(TRIED).filter((one) => 'by' in one && !names.includes(`name: '${one.by}'`))
  expect(missing).toEqual([])
})

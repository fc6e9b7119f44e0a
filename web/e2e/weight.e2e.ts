import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const ASSETS = resolve(import.meta.dirname, '../../revops/webapp/assets')
const INITIAL_JS_BYTES = 180_000

/** What a module and everything it imports at once weighs, in gzip bytes. */
function weigh(entry: string, seen = new Set<string>()): number {
  if (seen.has(entry)) return 0
  seen.add(entry)
  const code = readFileSync(join(ASSETS, entry), 'utf8')
  const imported = [...code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(
    (match) => match[1] as string,
  )
  return gzipSync(code, { level: 9 }).length + imported.reduce((sum, file) => sum + weigh(file, seen), 0)
}

test('what the dashboard needs before it shows anything is small', () => {
  const page = readFileSync(join(ASSETS, '../index.html'), 'utf8')
  const entry = page.match(/src="\/assets\/(index-[\w-]+\.js)"/)?.[1]
  const seen = new Set<string>()
  const bytes = weigh(entry ?? 'missing', seen)
  // biome-ignore lint/suspicious/noConsole: the figure is what the run is read for
  console.info(`initial JavaScript: ${(bytes / 1000).toFixed(1)} kB gzip`)
  expect(bytes).toBeLessThanOrEqual(INITIAL_JS_BYTES)
  // Neither the charts nor the board may sneak in, nor photos and messages.
  const later = /^(charts|board|.*photos?|before-after|.*messages?)(-page|-row|-card|-viewer)?-[\w-]{8}\.js$/
  expect([...seen].filter((name) => later.test(name))).toEqual([])
})

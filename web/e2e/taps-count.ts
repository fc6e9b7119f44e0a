import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { TASKS } from './counted.ts'
import { countTaps } from './hand.ts'
import { launch } from './people.ts'

const FILE = resolve(import.meta.dirname, '../../docs/taps.md')

const HEAD = `# Taps

How many presses of a finger the work of the day takes on a phone, typing apart. \`make taps\` makes
this file: it does each task in Chromium against a real server, in a garage of its own, and counts
what it presses. A tap into a field counts, unless the field has the focus by itself; keys of the
keyboard, among them its Next, do not. The way there is in
[0057](decisions/0057-the-page-of-a-job.md).

| who | task | from | at most | counted | taps |
|---|---|---|---|---|---|
`

test('each task takes as few taps as it may', async () => {
  const browser = await launch()
  const rows: string[] = []
  const tooMany: string[] = []
  for (const task of TASKS) {
    const presses = await countTaps(browser, task)
    const { who, target } = task
    rows.push(
      `| ${who} | ${task.task} | ${task.from} | ${target ?? ''} | ${presses.length} | ${presses.join(' → ')} |\n`,
    )
    if (target !== null && presses.length > target) tooMany.push(`${task.task}: ${presses.join(' → ')}`)
  }
  writeFileSync(FILE, HEAD + rows.join(''))
  await browser.close()
  expect(tooMany).toEqual([])
})

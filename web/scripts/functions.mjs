// Says which functions are longer than a screen; a test tells a whole story and may be.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const LONGEST_FUNCTION = 70
const FOLDERS = ['src', 'e2e', 'build', 'scripts']
// What looks at a page runs within the page, where it finds nothing of another function.
const PASSED_OVER = /(\.(test|e2e)\.tsx?|schema\.gen\.ts|e2e\/looks\.ts)$/

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, file))
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !PASSED_OVER.test(file)),
)

/** The functions of a file, with their first and last line, both counted. */
function functionsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line + 1
  const found = []
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const [first, last] = [lineOf(node.getStart()), lineOf(node.getEnd())]
      const name = node.name ?? node.parent.name
      found.push({ place: `${file}:${first}`, name: name?.getText() ?? '', lines: last - first + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const functions = files.flatMap(functionsOf)
if (functions.length < 1000) throw new Error(`Only ${functions.length} functions were found: run it in web/`)
const tooLong = functions.filter(({ lines }) => lines > LONGEST_FUNCTION).sort((a, b) => b.lines - a.lines)
for (const { place, name, lines } of tooLong) {
  process.stderr.write(`${place} ${name}: ${lines} lines, of at most ${LONGEST_FUNCTION}\n`)
}
process.exit(tooLong.length === 0 ? 0 : 1)

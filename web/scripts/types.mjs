// Writes src/api/schema.gen.ts from the server's OpenAPI document on standard input; with --check only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import openapi, { astToString } from 'openapi-typescript'

const target = new URL('../src/api/schema.gen.ts', import.meta.url)
const note = "// Generated from the server's OpenAPI document by `make types`. Do not edit.\n"
const document = JSON.parse(await text(process.stdin))
const types = note + astToString(await openapi(document, { alphabetize: true }))
if (!process.argv.includes('--check')) {
  writeFileSync(target, types)
} else if (readFileSync(target, 'utf8') !== types) {
  process.stderr.write('web/src/api/schema.gen.ts is not that of the server as it is: run `make types`\n')
  process.exit(1)
}

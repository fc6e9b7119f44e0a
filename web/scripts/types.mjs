// Writes src/api/schema.gen.ts from the server's OpenAPI document, which comes on standard input or as a file.
import { readFileSync, writeFileSync } from 'node:fs'
import openapi, { astToString } from 'openapi-typescript'

const source = process.argv[2] ?? 0
const document = JSON.parse(readFileSync(source, 'utf8'))
const note = "// Generated from the server's OpenAPI document by `make types`. Do not edit.\n"
const types = astToString(
  await openapi(document, { alphabetize: true, enum: false, defaultNonNullable: false }),
)
writeFileSync(new URL('../src/api/schema.gen.ts', import.meta.url), note + types)

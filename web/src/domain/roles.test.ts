import { expect, test } from 'vitest'

const SOURCES = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!../api/schema.gen.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)
const ROLE = `['"](?:owner|manager|accountant|cashier|technician|gate)['"]`
// A role that is compared with a name, looked up in a list of names, or switched over.
const DECIDES = [
  new RegExp(String.raw`\brole\b\)?\s*[!=]==?\s*${ROLE}`),
  new RegExp(String.raw`${ROLE}\s*[!=]==?\s*[\w.?]*\brole\b`),
  /\.(?:includes|has|indexOf)\([\w.?]*\brole\)/,
  /switch\s*\([\w.?]*\brole\)/,
]
// Where a role is what is said, not what is decided by.
const SAID: Record<string, string> = {
  './session.ts': 'an account without a garage has nothing but its role',
  '../features/auth/register-page.tsx': 'who registers says as what',
  '../features/auth/use-registration.ts': 'who registers says as what',
}

const deciding = Object.entries(SOURCES).filter(([, text]) => DECIDES.some((pattern) => pattern.test(text)))

test('nobody is shown anything by the name of his role: rights decide', () => {
  expect(deciding.map(([path]) => path).filter((path) => !(path in SAID))).toEqual([])
})

test('nothing is excused that does not need it', () => {
  expect(Object.keys(SAID).sort()).toEqual(deciding.map(([path]) => path).sort())
})

// The order of web/src, the lowest first: a folder imports what stands before it here, never what stands after it.
// A new folder, and so a new feature, gets its place in it.
const ORDER = [
  'lib',
  'api',
  'domain',
  'live',
  'components/ui',
  'components',
  'outbox',
  'features/auth',
  'features/billing',
  'features/documents',
  'features/exports',
  'features/analytics',
  'features/entries',
  'features/managers',
  'features/payments',
  'features/photos',
  'features/evidence',
  'features/custody',
  'features/settlements',
  'features/bank',
  'features/whatsapp',
  'features/inspections',
  'features/messages',
  'features/service-reminders',
  'features/estimates',
  'features/gate',
  'features/jobs',
  'features/quotations',
  'features/money',
  'features/customers',
  'features/vehicles',
  'features/work',
  'features/audit',
  'features/oversight',
  'features/trust',
  'features/push',
  'features/workshops',
  'features/today',
  'features/digest',
  'shell',
  'languages',
]
// What puts the app together: router.tsx, main.tsx and query-client.ts.
const TOP = '^src/[^/]+$'

/** The files of a folder, without those of a folder in it that has a place of its own. */
function filesOf(folder) {
  const own = ORDER.filter((other) => other.startsWith(`${folder}/`)).map((other) => `(?!${other}/)`)
  return `^src/${own.join('')}${folder}/`
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...ORDER.map((folder, place) => ({
      name: `${folder} imports downwards`,
      severity: 'error',
      from: { path: filesOf(folder) },
      to: { path: [...ORDER.slice(place + 1).map(filesOf), TOP] },
    })),
    {
      name: 'every folder has its place in .dependency-cruiser.mjs',
      severity: 'error',
      from: { path: '^src/', pathNot: [...ORDER.map(filesOf), TOP] },
      to: {},
    },
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    // Types are imported downwards, too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.app.json' },
    doNotFollow: { path: 'node_modules' },
  },
}

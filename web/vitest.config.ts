import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  test: {
    pool: 'threads',
    maxWorkers: 2,
    // For a machine that does something else beside.
    testTimeout: 20_000,
    projects: [
      // Making a document takes longer than most tests, so only what touches one (*.test.tsx) is given one.
      { extends: true, test: { name: 'logic', include: ['src/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: {
          name: 'document',
          include: ['src/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['src/test-setup.ts'],
        },
      },
    ],
  },
})

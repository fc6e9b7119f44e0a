import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Tests in Chromium against a real server: these files, with what they need else. */
export function inBrowser(include: string[], more: ViteUserConfig['test'] = {}) {
  return defineConfig({
    test: {
      root: import.meta.dirname,
      include,
      globalSetup: ['server.ts'],
      // Slow steps are waited for; two files at a time is what two cores bear.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      maxWorkers: 2,
      ...more,
    },
  })
}

export default inBrowser(['*.e2e.ts'])

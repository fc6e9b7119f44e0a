import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest file first, so that at the end nothing waits for it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isLongest = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('/pages.e2e.ts'))
    return (await super.sort(files)).toSorted((a, b) => isLongest(b) - isLongest(a))
  }
}

/** What runs in Chromium against one real server, which all projects share. */
export function inBrowser(projects: NonNullable<ViteUserConfig['test']>['projects']) {
  return defineConfig({
    test: {
      root: import.meta.dirname,
      globalSetup: ['server.ts'],
      sequence: { sequencer: LongestFirst },
      // Slow steps are waited for.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      projects,
    },
  })
}

export default inBrowser([
  // Two files at a time is what two cores bear.
  { extends: true, test: { name: 'journeys', include: ['*.e2e.ts'], maxWorkers: 2 } },
  // The budgets come after them, alone on the machine; a run that another process disturbed is measured again.
  {
    extends: true,
    test: { name: 'budgets', include: ['budgets.ts'], maxWorkers: 1, sequence: { groupOrder: 1 }, retry: 4 },
  },
])

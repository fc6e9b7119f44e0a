import { availableParallelism } from 'node:os'
import { defineConfig, type TestUserConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// What takes longest, which the size of a file does not tell: these drive lists that other files hold.
const LONGEST = ['pages', 'taps', 'customer', 'taps-trust', 'papers', 'taps-people', 'long', 'gate']

/** The longest files first, so that at the end nothing waits for one of them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.e2e.ts`))
      return at < 0 ? LONGEST.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

type Project = Pick<TestUserConfig, 'name' | 'include' | 'maxWorkers' | 'retry'>

/** What runs in Chromium against one real server, which all projects share. */
export function inBrowser(projects: Project[], globalSetup = 'server.ts') {
  return defineConfig({
    test: {
      root: import.meta.dirname,
      // Once for all: a project that inherits it would start a server and a browser of its own.
      globalSetup: [globalSetup],
      sequence: { sequencer: LongestFirst },
      projects: projects.map((project) => ({
        test: {
          root: import.meta.dirname,
          // A worker reads Playwright and the people once, not once a file: a second of its processor for each.
          isolate: false,
          // Slow steps are waited for.
          testTimeout: 900_000,
          hookTimeout: 300_000,
          // What is asked for meanwhile is the server's and the browser's work, too.
          expect: { poll: { timeout: 120_000, interval: 150 } },
          ...project,
        },
      })),
    },
  })
}

// Three files at a time keep two cores at work, for each waits half of its time. What fails is told by failing twice:
// with so many pages at once, a busy machine upsets one now and then.
const maxWorkers = Math.ceil(availableParallelism() * 1.5)

export default inBrowser([{ name: 'journeys', include: ['*.e2e.ts'], maxWorkers, retry: 2 }], 'shell.ts')

import type { TestProject } from 'vitest/node'
import { findShell, start } from './server.ts'

/** Starts what journeys run in: a browser without a window, and one real server. */
export default function setup(project: TestProject) {
  return start(project, findShell())
}

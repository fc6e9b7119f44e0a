import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server under test, and where the browser that looks at it is reached. */
    origin: string
    browser: string
    demo: { password: string }
    /** Its data folder, for whoever rewrites its database. */
    data: string
  }
}

export const REPOSITORY = resolve(import.meta.dirname, '../..')
export const REVOPS = process.env.REVOPS_BIN ?? join(REPOSITORY, '.venv/bin/revops')
const READY_MS = 180_000
/**
 * What no journey looks at, and what costs most of opening a page: a window's own pages for its address bar, two to a
 * window, and a process kept ready for a page that never comes. The rest is what Playwright turns off, whose list this
 * takes the place of. A browser that does not know a name passes over it.
 */
const NOT_LOOKED_AT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'PreloadTopChromeWebUI',
  'SpareRendererForSitePerProcess',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
]
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  `--disable-features=${NOT_LOOKED_AT.join()}`,
  // This machine under a name that a browser takes for another machine's.
  '--host-resolver-rules=MAP garage.example 127.0.0.1',
]

/** Starts a whole browser, and what {@link start} starts: what is measured, and what is shown, is as people have it. */
export default function setup(project: TestProject) {
  return start(project, findChromium())
}

/** Starts one browser, and one real server with its own database and a demo garage in a folder that is gone afterwards. */
export async function start(project: TestProject, executablePath: string) {
  if (!existsSync(join(REPOSITORY, 'revops/webapp/index.html')))
    throw new Error('The web app is not built: make setup')
  const data = mkdtempSync(join(tmpdir(), 'revops-e2e-'))
  const port = await freePort()
  const environment = {
    ...process.env,
    REVOPS_DATA: data,
    // Many people log in from this one address.
    REVOPS_AUTH_REQUESTS_PER_MINUTE: '100000',
    REVOPS_USER_REQUESTS_PER_MINUTE: '1000000',
  }
  const filled = execFileSync(REVOPS, ['demo'], {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const password = filled.match(/password (\S+)/)?.[1]
  if (!password) throw new Error(`revops demo printed no password:\n${filled}`)
  const server = spawn(REVOPS, ['serve', '--port', String(port)], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  server.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-4000)
  })
  const origin = `http://localhost:${port}`
  const [browser] = await Promise.all([
    chromium.launchServer({ executablePath, args: BROWSER_ARGS }),
    ready(origin, server, () => log),
  ])
  project.provide('origin', origin)
  project.provide('browser', browser.wsEndpoint())
  project.provide('demo', { password })
  project.provide('data', data)
  return async () => {
    await browser.close()
    const ended = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}

/** Finds a Chromium without a window of its own, which draws the same pages for less of the processor, or a whole one. */
export function findShell(): string {
  const place = '/usr/bin/chromium-headless-shell'
  return !process.env.CHROMIUM && existsSync(place) ? place : findChromium()
}

export function findChromium(): string {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const found = places.find((place) => place && existsSync(place))
  if (!found) {
    throw new Error(
      'No Chromium on this machine, and the journeys need one. On Debian or Ubuntu: sudo apt-get install chromium.' +
        ' Elsewhere: set CHROMIUM to the path of a Chromium or Chrome.',
    )
  }
  return found
}

export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export async function ready(origin: string, server: ChildProcess, log: () => string) {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    if (server.exitCode !== null) break
    const answer = await fetch(`${origin}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 200))
  }
  throw new Error(`The server did not become ready:\n${log()}`)
}

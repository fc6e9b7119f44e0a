import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { APIRequestContext, Browser } from 'playwright-core'
import { LONGEST_WAIT_MS, pressAsHandsDo, SIZES } from './people.ts'
import { freePort, REPOSITORY, REVOPS, ready } from './server.ts'

const PASSWORD = 'gearbox-torque-7781' // pragma: allowlist secret

/** A server of a journey's own, set up for what the one that all share is not, and what it speaks with beside it. */
export class OwnServer {
  readonly #running: ChildProcess[] = []
  readonly #folders: string[] = []
  origin = ''

  /** Makes a folder that is gone afterwards. */
  folder(name: string): string {
    const made = mkdtempSync(join(tmpdir(), `revops-e2e-${name}-`))
    this.#folders.push(made)
    return made
  }

  /** Starts a module of the tests, such as a stand-in for somebody else's service. */
  module(...command: string[]) {
    const standIn = spawn(join(dirname(REVOPS), 'python'), ['-m', ...command], { cwd: REPOSITORY })
    this.#running.push(standIn)
    return standIn
  }

  /** Starts RevOps with these settings; `settingsOf` is told where it will be reached. */
  async start(settingsOf: (origin: string) => Record<string, string>) {
    const port = await freePort()
    this.origin = `http://localhost:${port}`
    const server = spawn(REVOPS, ['serve', '--port', String(port)], {
      env: { ...process.env, ...settingsOf(this.origin), REVOPS_DATA: this.folder('data') },
      stdio: 'ignore',
    })
    this.#running.push(server)
    await ready(this.origin, server, () => 'it ended')
  }

  async stop() {
    for (const child of this.#running) {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    }
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }

  async call<T>(request: APIRequestContext, method: string, path: string, body?: unknown) {
    const answer = await request.fetch(path, { method, data: body, headers: { origin: this.origin } })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async person(browser: Browser, size: keyof typeof SIZES) {
    const options = { ...SIZES[size], baseURL: this.origin, serviceWorkers: 'block' } as const
    const context = await browser.newContext(options)
    context.setDefaultTimeout(LONGEST_WAIT_MS)
    const page = await context.newPage()
    pressAsHandsDo(page)
    return { context, page, request: context.request }
  }

  /** Opens a garage: its owner at a desk, and a manager with a phone. */
  async garage(browser: Browser) {
    const [owner, manager] = [await this.person(browser, 'desktop'), await this.person(browser, 'phone')]
    const about = { password: PASSWORD, phone: '+919820012345' }
    const register = (request: APIRequestContext, fields: object) =>
      this.call(request, 'POST', '/api/auth/register', { ...about, ...fields })
    await register(owner.request, { email: 'owner@example.com', name: 'Meera Rao', role: 'owner' })
    const fields = { name: 'Rao Motors', phone: '+912022223333' }
    const { id } = await this.call<{ id: string }>(owner.request, 'POST', '/api/workshops', fields)
    const codes = `/api/workshops/${id}/invite-codes`
    const { code } = await this.call<{ code: string }>(owner.request, 'POST', codes)
    const joining = { email: 'manager@example.com', name: 'Arjun Naik', role: 'manager', invite_code: code }
    await register(manager.request, joining)
    return { owner, manager }
  }
}

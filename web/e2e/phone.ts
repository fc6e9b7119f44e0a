import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { call, LONGEST_WAIT_MS, SIZES } from './people.ts'
import { BROWSER_ARGS, findShell } from './server.ts'

const ASSETS = resolve(import.meta.dirname, '../../revops/webapp/assets')
// The part of the build that has the outbox: the page under test has loaded it, and gives the same one out again.
export const PART = readdirSync(ASSETS).find(
  (name) => name.endsWith('.js') && readFileSync(join(ASSETS, name), 'utf8').includes('revops:outbox'),
)

export type Kind = 'job' | 'payment' | 'status' | 'hand-over' | 'photo'
export interface Meant {
  id: string
  kind: Kind
  jobId: string
  request: { method: string; path: string }
  body: string | null
}

/** The phone of a manager: a browser with a profile on the disk, which can be closed and opened again. */
export class Phone {
  private readonly folder = mkdtempSync(join(tmpdir(), 'revops-phone-'))
  context!: BrowserContext
  page!: Page

  async start() {
    this.context = await chromium.launchPersistentContext(this.folder, {
      ...SIZES.phone,
      executablePath: findShell(),
      args: BROWSER_ARGS,
      baseURL: inject('origin'),
      // What is answered by a worker cannot be cut, slowed and doubled here.
      serviceWorkers: 'block',
    })
    this.context.setDefaultTimeout(LONGEST_WAIT_MS)
    this.page = this.context.pages()[0] ?? (await this.context.newPage())
    await this.context.addInitScript(OPENS)
    await this.context.addInitScript(setsClock)
  }

  /** Sets the clock so far from the right time, as the settings of the phone do: in all tabs, and after a restart. */
  async setClock(aheadMs: number) {
    await this.page.evaluate((ms) => localStorage.setItem('ahead', String(ms)), aheadMs)
  }

  /** Logs somebody in by the form, as only then the browser knows whose it is now. */
  async logIn(email: string, password: string) {
    await this.page.goto('/login')
    await this.page.getByLabel('E-mail or phone').fill(email)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Log in', exact: true }).click()
    await this.page.waitForURL((url) => !url.pathname.startsWith('/login'))
    await this.look()
  }

  async logOut() {
    await call(this.page, 'POST', '/api/auth/logout')
    await this.page.reload()
    await this.page.getByRole('button', { name: 'Log in', exact: true }).waitFor()
  }

  /** Opens the jobs, in the tab that there is. */
  async look() {
    await this.page.goto('/jobs')
    await this.page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor()
    // What sends comes once the page is calm (use-calm.ts); a network that is cut before it never starts it.
    await this.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/unsent-row-')),
    )
    await this.page.waitForTimeout(300)
  }

  /** The tab is gone, whatever it was doing, and another one is opened. */
  async killTab() {
    const before = this.page
    this.page = await this.context.newPage()
    await before.close()
    await this.look()
  }

  async restart() {
    await this.context.close()
    await this.start()
    await this.look()
  }

  async end() {
    await this.context.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Puts something into the app's own outbox, as its forms do, and goes on as soon as it is kept. */
  post(meant: Meant): Promise<void> {
    return this.page.evaluate(
      async ([part, { id, kind, jobId, request, body }]) => {
        const { posted, box } = await (window as unknown as Opened).opened(part)
        const picture = async () => {
          const canvas = new OffscreenCanvas(64, 48)
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
          context.fillStyle = `#${id.slice(-6)}`
          context.fillRect(0, 0, 64, 48)
          return canvas.convertToBlob({ type: 'image/jpeg' })
        }
        const order = kind === 'hand-over' ? 'cash' : `${kind === 'photo' ? 'photos of' : 'job'} ${jobId}`
        const entry = { id, kind, jobId, request, order, label: kind, body: body ?? (await picture()) }
        await new Promise<void>((kept, refused) => {
          setTimeout(() => refused(new Error('not kept')), 10_000)
          const end = box.subscribe(() => kept())
          box.post(entry).then((done) => {
            posted[id] = done.entry
            end()
          }, refused)
        })
      },
      [PART, meant] as const,
    )
  }
}

interface Box {
  post: (entry: object) => Promise<{ entry: object }>
  undo: (entry: object) => Promise<unknown>
  subscribe: (changed: () => void) => () => void
}
export interface Opened {
  opened: (part: string | undefined) => Promise<{ box: Box; posted: Record<string, object> }>
}

/** Has the clock of a page say what the phone is set to. */
function setsClock() {
  const Right = Date
  const now = () => {
    try {
      return Right.now() + Number(localStorage.getItem('ahead') ?? 0)
    } catch {
      // A page of nobody, such as an empty one, keeps nothing.
      return Right.now()
    }
  }
  window.Date = class extends Right {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(now())
      else super(...(given as [string]))
    }
    static override now() {
      return now()
    }
  } as DateConstructor
}

/** Lets a story reach the outbox of a page, and what was posted to it. Written as text, or Vite would rewrite it. */
const OPENS = `
  const posted = {}
  window.opened = async (part) => {
    const parts = await import('/assets/' + part)
    const isBox = (value) => typeof value === 'object' && value !== null && 'post' in value && 'undo' in value
    return { posted, box: Object.values(parts).find(isBox) }
  }`

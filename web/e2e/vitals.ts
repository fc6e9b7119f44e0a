import type { Page } from 'playwright-core'

export interface Vitals {
  lcp: number
  /** When the figures themselves are painted: the largest thing is the heading, which is there before them. */
  figures: number
  cls: number
  inp: number
  /** What the longest of the interactions was. */
  slowest: string
}

/** Watches a page as a browser's own measurements do; its figures are there with the first of `mark`. */
export async function watchVitals(page: Page, mark: string) {
  await page.addInitScript((figure) => {
    const vitals: Vitals = { lcp: 0, figures: 0, cls: 0, inp: 0, slowest: '' }
    Object.assign(window, { vitals })
    const found = new MutationObserver(() => {
      if (!document.querySelector(figure)) return
      found.disconnect()
      requestAnimationFrame(() => setTimeout(() => Object.assign(vitals, { figures: performance.now() })))
    })
    found.observe(document, { childList: true, subtree: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.lcp = Math.max(vitals.lcp, entry.startTime)
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) vitals.cls += entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[]) {
        if (!entry.interactionId || entry.duration <= vitals.inp) continue
        vitals.inp = entry.duration
        vitals.slowest = `${entry.name} on ${(entry.target as Element | null)?.tagName ?? 'nothing'}`
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  }, mark)
}

export const vitalsOf = (page: Page) => page.evaluate(() => (window as unknown as { vitals: Vitals }).vitals)

/** Waits until the figures have come, are painted, and the page has nothing left to do. */
export async function rest(page: Page) {
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .animate-pulse'))
  await page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    await painted()
    await painted()
    await new Promise((done) => requestIdleCallback(done))
  })
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

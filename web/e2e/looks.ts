import type { Page } from 'playwright-core'

/** Waits until all that the page shows has come and stands. */
export async function settle(page: Page) {
  await page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('[aria-busy=true], .animate-pulse'),
  )
  await page.evaluate(async () => {
    await document.fonts.ready
    // A chart takes its new size a moment after the page.
    for (let frame = 0; frame < 3; frame++)
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    window.scrollTo(0, 0)
  })
}

const STILL_MS = 10_000

/** What cannot be read or pressed on a page that stands still: rows take their new heights a moment after a resize. */
export async function lookAt(page: Page): Promise<string[]> {
  const until = Date.now() + STILL_MS
  let found = await lookNow(page)
  while (found.length > 0 && Date.now() < until) {
    await page.waitForTimeout(300)
    found = await lookNow(page)
  }
  return found
}

/** Says what cannot be read or pressed on what is shown, at the widths of a phone and a desk. */
export async function looked(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = []
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await settle(page)
    if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/${name}-${width}.png` })
    wrong.push(...(await lookAt(page)).map((what) => `${name} at ${width}: ${what}`))
  }
  return wrong
}

/** What cannot be read or pressed as the page is laid out now: text cut off or over other text, targets too small. */
function lookNow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const FINGER = 44
    const SLACK = 1
    const found: string[] = []

    const root = document.documentElement
    const over = root.scrollWidth - root.clientWidth
    if (over > 0) found.push(`scrolls sideways by ${over} px: ${widest()}`)

    /** The element that stands out furthest. */
    function widest(): string {
      let [worst, furthest] = ['', root.clientWidth]
      for (const element of document.querySelectorAll('body *')) {
        const { right } = element.getBoundingClientRect()
        if (right > furthest) [worst, furthest] = [named(element), right]
      }
      return worst
    }

    function named(element: Element): string {
      const says = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50)
      return `<${element.tagName.toLowerCase()}> "${says}"`
    }

    /** For readers of screens only, or not shown. */
    function isUnseen(element: Element): boolean {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true
      if (element.closest('option, .sr-only')) return true
      if (element.closest('details:not([open])') && !element.closest('summary')) return true
      // Cut down to a pixel: for readers of screens.
      for (let one: Element | null = element; one; one = one.parentElement) {
        const { position, overflow } = getComputedStyle(one)
        if (position === 'absolute' && overflow === 'hidden' && one.clientWidth <= 1) return true
      }
      return false
    }

    /** Stands over the page, or moves in its own frame: what is beneath it can be brought out by scrolling. */
    function isAfloat(element: Element): boolean {
      for (let one: Element | null = element; one; one = one.parentElement) {
        const { position, overflowX, overflowY } = getComputedStyle(one)
        if (position === 'fixed' || position === 'sticky') return true
        if (one !== root && one !== document.body && /auto|scroll/.test(overflowX + overflowY)) return true
      }
      return false
    }

    interface Ink {
      text: Element
      rect: DOMRect
    }
    const inks: Ink[] = []
    // Whatever is written with decimals or in groups: one that goes on in the next line is read as two.
    const SUMS = /\d[\d,]*[.,]\d{2,3}(?![\d,.])/g
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.parentElement
      if (!text || !node.textContent?.trim() || isUnseen(text)) continue
      if (text.closest('svg')) continue
      const range = document.createRange()
      for (const sum of node.textContent.matchAll(SUMS)) {
        range.setStart(node, sum.index)
        range.setEnd(node, sum.index + sum[0].length)
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1)
          found.push(`goes on in the next line: ${named(text)}`)
      }
      range.selectNodeContents(node)
      for (const rect of range.getClientRects())
        if (rect.width > 1 && rect.height > 1) inks.push({ text, rect })
    }

    const cut = new Set<Element>()
    for (const { text, rect } of inks) {
      if (cut.has(text) || text.closest('[data-note][title]')) continue
      for (let one: Element | null = text; one && one !== document.body; one = one.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(one)
        const frame = one.getBoundingClientRect()
        const isOut =
          (/hidden|clip/.test(overflowX) &&
            (rect.right > frame.right + SLACK || rect.left < frame.left - SLACK)) ||
          (/hidden|clip/.test(overflowY) && (rect.bottom > frame.bottom + 4 || rect.top < frame.top - 4))
        if (isOut || (/hidden|clip/.test(overflowX) && one === text && one.scrollWidth > one.clientWidth)) {
          cut.add(text)
          found.push(`cut off: ${named(text)}`)
          break
        }
        if (/auto|scroll/.test(overflowX) || position === 'fixed') break
      }
    }

    // What a box says itself is no text of the page: what is chosen in a list, and what an empty box asks for.
    const ruler = document.createElement('canvas').getContext('2d')
    for (const box of document.querySelectorAll<HTMLSelectElement | HTMLInputElement>('select, input')) {
      if (!ruler || isUnseen(box) || box.clientWidth <= 1) continue
      const style = getComputedStyle(box)
      const says =
        box instanceof HTMLSelectElement
          ? (box.selectedOptions[0]?.text ?? '')
          : box.value === '' && box.type !== 'hidden'
            ? box.placeholder
            : ''
      ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      ruler.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing
      const isCapital = style.textTransform === 'uppercase'
      const room =
        box.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
      const width = ruler.measureText(isCapital ? says.toUpperCase() : says).width
      if (width > room + SLACK) found.push(`cut off by ${Math.ceil(width - room)} px in its box: "${says}"`)
    }

    const still = inks.filter(({ text }) => !isAfloat(text))
    for (let i = 0; i < still.length; i++) {
      const one = still[i] as Ink
      for (let j = i + 1; j < still.length; j++) {
        const other = still[j] as Ink
        if (one.text === other.text) continue
        const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left)
        const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top)
        if (width > 2 && height > 5)
          found.push(`over each other: ${named(one.text)} and ${named(other.text)}`)
      }
    }

    if (!matchMedia('(pointer: coarse)').matches) return [...new Set(found)]
    const PRESSED =
      'a[href], button, input, select, textarea, summary, [role=button], [role=checkbox], [role=menuitem], [role=tab]'
    for (const element of document.querySelectorAll(PRESSED)) {
      if (isUnseen(element) && !(element instanceof HTMLInputElement)) continue
      if (element.matches(':disabled, [type=hidden], [tabindex="-1"]') || !element.checkVisibility()) continue
      const shown = element instanceof HTMLInputElement ? (element.closest('label') ?? element) : element
      if (isUnseen(shown)) continue
      // A link in the middle of a sentence is as high as its line.
      if (getComputedStyle(shown).display === 'inline' && shown.parentElement?.closest('p, li, dd, td'))
        continue
      const { width, height } = shown.getBoundingClientRect()
      if (width === 0 || height === 0) continue
      if (width >= FINGER - 0.5 && height >= FINGER - 0.5) continue
      if (!isReached(shown))
        found.push(`${Math.round(width)}x${Math.round(height)} for a finger: ${named(shown)}`)
    }
    return [...new Set(found)]

    /** Whether a finger as wide as they come still hits it: its surface may be larger than what is drawn. */
    function isReached(element: Element): boolean {
      element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const isHit = (dx: number, dy: number) => {
        const hit = document.elementFromPoint(x + dx, y + dy)
        return (
          hit !== null &&
          (element.contains(hit) || hit.closest('label') === element.closest('label, a, button'))
        )
      }
      // What something else covers where it stands now says nothing of its size.
      if (!isHit(0, 0)) return true
      /** How far one may be off the middle in a direction. */
      const reach = (dx: number, dy: number) => {
        let far = 0
        while (far < FINGER && isHit(dx * (far + 1), dy * (far + 1))) far++
        return far
      }
      return reach(-1, 0) + reach(1, 0) >= FINGER - 2 && reach(0, -1) + reach(0, 1) >= FINGER - 2
    }
  })
}

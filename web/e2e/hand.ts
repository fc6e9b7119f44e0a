import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { newGarage, pause } from './people.ts'

// A finger on a phone, which presses on the page and counts its presses.

export type Garage = Awaited<ReturnType<typeof newGarage>>

/** A finger on the glass. It counts what it presses; what is typed into a field that has the focus is not counted. */
export class Hand {
  readonly presses: string[] = []
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async tap(what: Locator, called: string) {
    const target = what.filter({ visible: true }).first()
    await target.waitFor()
    // As a hand does that means each: never twice at one place at once, nor where something has just left.
    await pause(this.page)
    await this.page.waitForSelector('html:not([data-shielded])', { state: 'attached' })
    await target.tap()
    this.presses.push(called)
  }

  button(name: string | RegExp, called = String(name)) {
    return this.tap(this.page.getByRole('button', { name }), called)
  }

  /** Types into the field named, which must have the focus already, and leads on by the keyboard's Next where asked. */
  async type(field: string, text: string, isNext = false) {
    const box = this.page.getByLabel(field, { exact: true })
    await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true)
    await this.page.keyboard.type(text)
    if (isNext) await this.page.keyboard.press('Enter')
  }

  /** Presses into a field, and types. */
  async fill(field: string, text: string) {
    await this.tap(this.page.getByLabel(field, { exact: true }), field)
    await this.type(field, text)
  }
}

export interface Task {
  task: string
  /** Where whoever does it is. */
  from: string
  /** At most so many presses; null where it is only told. */
  target: number | null
  who: 'owner' | 'manager'
  /** Sets the scene, off the page; the path of the page it begins on. */
  open: (garage: Garage) => Promise<string>
  /** Does it, and looks that it is done. */
  act: (hand: Hand) => Promise<void>
}

/** Does a task in a garage of its own; says what was pressed. */
export async function countTaps(browser: Browser, { who, open, act }: Task): Promise<string[]> {
  const garage = await newGarage(browser, { size: 'phone' })
  const path = await open(garage)
  const { page } = garage[who]
  // Chats are opened, not read: nothing of this leaves the machine.
  await page.context().route('https://wa.me/**', (route) => route.fulfill({ body: 'WhatsApp' }))
  await page.goto(path)
  const hand = new Hand(page)
  await act(hand)
  for (const { context } of [garage.owner, garage.manager]) await context.close()
  return hand.presses
}

import { beforeEach, expect, it } from 'vitest'
import { shield, startTapShield } from './tap-shield'

startTapShield(window)

let pressed: string[] = []
/** Each test has a time of its own, long after the one before. */
let began = 0

beforeEach(() => {
  began += 100_000
  pressed = []
  document.body.replaceChildren()
  for (const [id, attributes] of [
    ['record', { 'data-records': 'true' }],
    ['other', { 'data-records': 'true' }],
    ['open', {}],
    ['menu', { 'aria-haspopup': 'menu' }],
  ] as const) {
    const button = document.createElement('button')
    button.id = id
    for (const [name, value] of Object.entries(attributes)) button.setAttribute(name, value)
    button.addEventListener('click', () => pressed.push(id))
    document.body.append(button)
  }
})

function tap(id: string, atMs: number, { x = 100, detail = 1 } = {}) {
  const event = new MouseEvent('click', { bubbles: true, clientX: x, clientY: 50, detail, cancelable: true })
  Object.defineProperty(event, 'timeStamp', { value: began + atMs })
  document.getElementById(id)?.dispatchEvent(event)
}

it.each([50, 100, 150, 250, 400])('a second tap after %i ms decides nothing', (ms) => {
  tap('record', 0)
  tap('record', ms)
  expect(pressed).toEqual(['record'])
})

it('nor does it reach what has come to lie at that place', () => {
  tap('record', 0)
  tap('other', 200)
  tap('open', 400)
  expect(pressed).toEqual(['record'])
})

it('somebody who goes on tapping decides nothing until there was a pause', () => {
  for (const at of [0, 200, 400, 600, 800]) tap('record', at)
  expect(pressed).toEqual(['record'])
  tap('record', 1200)
  expect(pressed).toEqual(['record', 'record'])
})

it('a tap elsewhere, a later one and the keyboard are meant', () => {
  tap('record', 0)
  tap('other', 100, { x: 300 })
  tap('record', 700)
  tap('record', 750, { detail: 0 })
  expect(pressed).toEqual(['record', 'other', 'record', 'record'])
})

it('two taps on what opens a sheet do not record in it', () => {
  tap('open', 0)
  tap('record', 150)
  expect(pressed).toEqual(['open'])
})

it('what does not record can be tapped as fast as one likes, and what a menu offers is meant', () => {
  tap('open', 0)
  tap('open', 100)
  tap('menu', 2000)
  tap('record', 2150)
  expect(pressed).toEqual(['open', 'open', 'menu', 'record'])
})

it('in a shielded place a press does nothing for 350 ms, also one that comes up after it, and the keys neither', () => {
  shield(document.getElementById('other') as Element, began)
  press('other', 50)
  press('record', 100, 100, { x: 300 })
  // Down in time, up too late.
  press('other', 340, 420)
  const key = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
  Object.defineProperty(key, 'timeStamp', { value: began + 300 })
  document.getElementById('other')?.dispatchEvent(key)
  expect(key.defaultPrevented).toBe(true)
  expect(pressed).toEqual(['record'])
  press('other', 800)
  expect(pressed).toEqual(['record', 'other'])
})

it('where a sheet was, all that lies there is shielded, and news above it is not', () => {
  const news = document.createElement('section')
  news.dataset.sonnerToaster = ''
  document.body.append(news)
  const undo = document.getElementById('other') as Element
  news.append(undo)
  shield({ left: 50, right: 150, top: 0, bottom: 100 } as DOMRect, began)
  press('open', 100)
  press('record', 150, 150, { x: 300 })
  press('other', 160)
  expect(pressed).toEqual(['record', 'other'])
})

it('a tap on the words of a box that records ticks it, and the second one does not', () => {
  const words = document.createElement('label')
  words.id = 'words'
  words.htmlFor = 'record'
  document.body.append(words)
  tap('words', 0)
  expect(pressed).toEqual(['record'])
  tap('words', 200)
  expect(pressed).toEqual(['record'])
})

it('a key that is held down records once', () => {
  const keys = [false, true].map((repeat) => {
    const key = new KeyboardEvent('keydown', { key: 'Enter', repeat, bubbles: true, cancelable: true })
    document.getElementById('record')?.dispatchEvent(key)
    return key.defaultPrevented
  })
  expect(keys).toEqual([false, true])
})

function press(id: string, downMs: number, upMs = downMs, { x = 100 } = {}) {
  const down = new MouseEvent('pointerdown', { bubbles: true, clientX: x, clientY: 50, cancelable: true })
  Object.defineProperty(down, 'timeStamp', { value: began + downMs })
  document.getElementById(id)?.dispatchEvent(down)
  tap(id, upMs, { x })
}

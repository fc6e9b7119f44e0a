import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import PassScanner from './pass-scanner'
import { en } from './words/en'

// jsdom lays nothing out, and plays nothing.
beforeAll(() => {
  Element.prototype.checkVisibility = () => true
  HTMLMediaElement.prototype.play = async () => {}
})

/** What the camera shows, look by look; the last goes on. */
let seen: string[] = []
const stop = vi.fn()
const getUserMedia = vi.fn()

class FakeDetector {
  formats: string[]
  constructor({ formats }: { formats: string[] }) {
    this.formats = formats
  }
  async detect() {
    const rawValue = seen.length > 1 ? seen.shift() : seen[0]
    return rawValue ? [{ rawValue }] : []
  }
}

beforeEach(() => {
  seen = []
  stop.mockReset()
  getUserMedia.mockReset().mockResolvedValue({ getTracks: () => [{ stop }] })
  Object.assign(window, { BarcodeDetector: FakeDetector })
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true })
})
afterEach(() => {
  cleanup()
  Reflect.deleteProperty(window, 'BarcodeDetector')
})

function open() {
  const onCode = vi.fn()
  const { unmount } = render(<PassScanner words={en.pass} onCode={onCode} onClose={() => {}} />)
  return { onCode, unmount }
}

function type(code: string) {
  fireEvent.change(screen.getByLabelText('Code'), { target: { value: code } })
  fireEvent.click(screen.getByRole('button', { name: 'Check the pass' }))
}

it('reads a pass by the camera on the back, passes over other codes, and lets go of the camera', async () => {
  seen = ['', 'https://example.com/menu', 'K7WM-3QXA']
  const { onCode, unmount } = open()
  await waitFor(() => expect(onCode).toHaveBeenCalledTimes(1), { timeout: 5000 })
  expect(onCode.mock.calls).toEqual([['K7WM3QXA']])
  expect(getUserMedia).toHaveBeenCalledWith({ video: { facingMode: 'environment' } })
  expect(stop).not.toHaveBeenCalled()
  unmount()
  expect(stop).toHaveBeenCalledTimes(1)
})

it('takes the code as it is typed while the camera looks', async () => {
  const { onCode } = open()
  screen.getByText(/before the camera, or type it/)
  type('k7wm 3qxa')
  expect(onCode.mock.calls).toEqual([['K7WM3QXA']])
})

it('is a box to type into where the camera is refused', async () => {
  getUserMedia.mockRejectedValue(new DOMException('denied', 'NotAllowedError'))
  const { onCode } = open()
  await screen.findByText('Type the code that stands under the picture of the pass.')
  expect(document.querySelector('video')).toBeNull()
  type('K7WM-3QXA')
  expect(onCode.mock.calls).toEqual([['K7WM3QXA']])
})

it('is a box to type into where the browser reads no codes', () => {
  Reflect.deleteProperty(window, 'BarcodeDetector')
  const { onCode } = open()
  screen.getByText('Type the code that stands under the picture of the pass.')
  expect(getUserMedia).not.toHaveBeenCalled()
  type('no')
  screen.getByText(/A pass has eight letters and digits/)
  expect(onCode).not.toHaveBeenCalled()
  type('K7WM-3QXA')
  expect(onCode.mock.calls).toEqual([['K7WM3QXA']])
})

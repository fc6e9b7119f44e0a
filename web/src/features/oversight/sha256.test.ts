import { expect, it } from 'vitest'
import { hashInPlace } from './sha256'

it('computes what the browser itself computes', async () => {
  for (let seed = 0; seed < 500; seed++) {
    // Other bytes each time, with all zeros and all ones among them.
    const byte = (at: number) =>
      seed < 2 ? 255 * seed : (seed * 31 + at * (seed % 17) * 7 + (at ^ seed)) & 255
    const bytes = Uint8Array.from({ length: 64 }, (_, at) => byte(at))
    const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    hashInPlace(new DataView(bytes.buffer))
    expect(bytes.subarray(0, 32)).toEqual(expected)
  }
})

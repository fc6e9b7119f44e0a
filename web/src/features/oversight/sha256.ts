/**
 * SHA-256 of 64 bytes, which is what a chain of entries is made of. A browser's own is asked for one hash at a time and
 * answers later each time: ten thousand entries, one after the other, take seconds on a phone. This takes milliseconds.
 */

const PLACES = 64

/** The first 32 bits of the fractional parts of roots of the first primes: square roots to begin with, cube roots for
 * the rounds. */
const [START, ROUNDS] = constants()
// What follows 64 bytes: a one, zeros, and the length in bits.
const PADDING = new Uint32Array(16)
PADDING[0] = 0x80000000
PADDING[15] = PLACES * 8

const words = new Uint32Array(PLACES)

/** Writes the hash of 64 bytes into the first 32 of them. */
export function hashInPlace(bytes: DataView) {
  const state = START.slice()
  for (let at = 0; at < 16; at++) words[at] = bytes.getUint32(4 * at)
  compress(state)
  words.set(PADDING)
  compress(state)
  for (const [at, value] of state.entries()) bytes.setUint32(4 * at, value)
}

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by))
const word = (of: Uint32Array, at: number) => of[at] as number

function compress(state: Uint32Array) {
  for (let at = 16; at < PLACES; at++) {
    const before = word(words, at - 15)
    const last = word(words, at - 2)
    const low = turned(before, 7) ^ turned(before, 18) ^ (before >>> 3)
    const high = turned(last, 17) ^ turned(last, 19) ^ (last >>> 10)
    words[at] = word(words, at - 16) + low + word(words, at - 7) + high
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let at = 0; at < PLACES; at++) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const first = (h + high + ((e & f) ^ (~e & g)) + word(ROUNDS, at) + word(words, at)) | 0
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = word(state, at) + value
}

function constants(): [Uint32Array, Uint32Array] {
  const primes: number[] = []
  for (let n = 2; primes.length < PLACES; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  }
  const bits = (root: number) => Math.floor((root % 1) * 2 ** 32)
  return [
    Uint32Array.from(primes.slice(0, 8), (prime) => bits(Math.sqrt(prime))),
    Uint32Array.from(primes, (prime) => bits(Math.cbrt(prime))),
  ]
}

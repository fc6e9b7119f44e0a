import { expect, it } from 'vitest'
import { draftLink } from './draft-link'

it('opens a chat with the number and the text', () => {
  expect(draftLink('whatsapp', '+919123456789', 'x', 'Ready & waiting')).toBe(
    'https://wa.me/919123456789?text=Ready%20%26%20waiting',
  )
})

it('opens a letter, and nothing that was typed becomes another header', () => {
  expect(draftLink('email', 'raj@example.com', 'A & B', 'Hello\nRaj?cc=x')).toBe(
    'mailto:raj%40example.com?subject=A%20%26%20B&body=Hello%0D%0ARaj%3Fcc%3Dx',
  )
})

it('a number without a country code has no chat', () => {
  expect(draftLink('whatsapp', '9123456789', 'x', 'y')).toBeNull()
})

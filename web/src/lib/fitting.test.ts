import { expect, it } from 'vitest'
import { fitting } from './fitting'

it('lets a sum of many figures stay in its card, and leaves a short one as it is', () => {
  expect(fitting('AED 98,765,432.50', 1)).toBe('min(1em, calc((100vw - 5rem) / 10.37))')
  expect(fitting('₹9,87,65,432.50', 2)).toBe('min(1em, calc((50vw - 3.5rem) / 9.15))')
  expect(fitting('₹4,000', 1)).toBeUndefined()
})

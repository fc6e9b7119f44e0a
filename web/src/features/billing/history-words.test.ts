import { expect, it } from 'vitest'
import { changeWords } from './history-words'

it('says changes in plain words', () => {
  expect(changeWords('labour_tax_rate_bp', 1250)).toBe('labour tax 12.5%')
  expect(changeWords('prices_include_tax', false)).toBe('tax is added to the prices')
  expect(changeWords('vpa', null)).toBe('no UPI address')
  expect(changeWords('credit_note_prefix', 'CR')).toBe('credit note prefix CR')
})

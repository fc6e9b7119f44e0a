import { describe, expect, it } from 'vitest'
import {
  emptyLine,
  formField,
  isSaved,
  lineHomes,
  lineSchema,
  linesOf,
  readable,
  readLine,
  withoutPlace,
} from './line-form'

const oil = { ...emptyLine('part'), description: ' Oil ', quantity: '3.5', unit: 'L', unit_price: '1,850.50' }

describe('a line', () => {
  it('is read as typed, and says nothing about rate and code when they were left alone', () => {
    expect(readLine(oil, 2).item).toEqual({
      kind: 'part',
      description: 'Oil',
      quantity: 3.5,
      unit: 'L',
      unit_price: 1850.5,
      discount: 0,
    })
    expect(readLine({ ...oil, tax_percent: '2.5 %', hsn_sac: '2710' }, 2).item).toMatchObject({
      tax_rate_bp: 250,
      hsn_sac: '2710',
    })
  })

  it('is refused field by field', () => {
    const { wrong } = readLine(
      { ...oil, description: '', quantity: '0', unit_price: '1.555', tax_percent: '101', hsn_sac: '12' },
      2,
    )
    expect(Object.keys(wrong ?? {}).sort()).toEqual([
      'description',
      'hsn_sac',
      'quantity',
      'tax_percent',
      'unit_price',
    ])
  })

  it('that nobody has begun is nothing, and not an error', () => {
    expect(lineSchema(2).parse(emptyLine())).toBeNull()
    expect(lineSchema(2).safeParse({ ...emptyLine(), unit_price: '5' }).success).toBe(false)
  })

  it('comes back from the server as it was typed', () => {
    const line = {
      kind: 'part' as const,
      description: 'Oil',
      quantity: 3.5,
      unit: 'L',
      unit_price: 850.5,
      discount: 0,
      hsn_sac: '8708',
      tax_rate_bp: 1250,
      taxable_amount: 0,
      tax_amount: 0,
      total_amount: 0,
    }
    const item = {
      kind: line.kind,
      description: 'Oil',
      quantity: 3.5,
      unit: 'L',
      unit_price: 850.5,
      discount: 0,
    }
    expect(isSaved([item], [line])).toBe(true)
    expect(isSaved([{ ...item, tax_rate_bp: 1800 }], [line])).toBe(false)
    expect(isSaved([], [line])).toBe(false)
    expect(linesOf([line], 2)[0]).toMatchObject({ unit_price: '850.50', discount: '', tax_percent: '12.5' })
  })
})

it('the server’s words find the line they are about, past lines that were not sent', () => {
  const { items, at } = readable([emptyLine(), oil, { ...oil, quantity: '' }, oil], 2)
  expect(items).toHaveLength(2)
  expect(at).toEqual([1, 3])
  expect(formField('items.1.tax_rate_bp', at)).toBe('items.3.tax_percent')
  expect(formField('items.7.discount', at)).toBeNull()
  expect(lineHomes([{ field: 'advance_paid' }, { field: 'items.0.quantity' }], at)).toEqual({
    'items.0.quantity': 'items.1.quantity',
  })
  expect(withoutPlace('The discount on line 2 is more than its price, ₹500.')).toBe(
    'The discount is more than its price, ₹500.',
  )
  expect(withoutPlace('Line 1: quantity must be more than 0.')).toBe('Quantity must be more than 0.')
})

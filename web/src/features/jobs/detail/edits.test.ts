import { describe, expect, it } from 'vitest'
import { EMPTY_JOB } from '../job-form'
import { changedFields, changedMeanwhile } from './edits'

const base = { ...EMPTY_JOB, customer_name: 'Raj', estimated_amount: '5000', phone: '+91 98765 43210' }

describe('editing a job', () => {
  it('finds what a person changed, not how an amount is written', () => {
    expect(changedFields(base, { ...base, estimated_amount: '5,000.00', customer_name: 'Raj ' }, 2)).toEqual(
      [],
    )
    expect(changedFields(base, { ...base, estimated_amount: '5k5' }, 2)).toEqual(['estimated_amount'])
    expect(changedFields(base, { ...base, address: '4 Hill Road' }, 2)).toEqual(['address'])
  })

  it('sets what others changed meanwhile beside what was typed', () => {
    const theirs = { ...base, estimated_amount: '6000', customer_name: 'Raj Kumar', worker_assigned: 'Ramu' }
    const typed = { ...base, estimated_amount: '5500', worker_assigned: 'Ramu' }
    expect(changedMeanwhile(base, theirs, typed, 2)).toEqual([
      { field: 'customer_name', theirs: 'Raj Kumar', yours: null },
      { field: 'estimated_amount', theirs: '6000', yours: '5500' },
    ])
  })
})

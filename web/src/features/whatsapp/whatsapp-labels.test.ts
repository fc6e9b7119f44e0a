import { expect, test } from 'vitest'
import { insteadOfText, limitWords, templateState } from './whatsapp-labels'

const template = { is_usable: false, problem: null, status: 'MISSING' }

test('a template says in plain words where it stands', () => {
  expect(templateState(template)).toEqual({ label: 'Not made yet', tone: 'neutral' })
  expect(templateState({ ...template, status: 'APPROVED', is_usable: true })).toEqual({
    label: 'Approved',
    tone: 'success',
  })
  expect(templateState({ ...template, status: 'APPROVED', problem: 'It is numbered.' })).toEqual({
    label: 'Cannot be used',
    tone: 'danger',
  })
  expect(templateState({ ...template, status: 'PENDING' }).label).toBe('Waits for Meta')
  expect(templateState({ ...template, status: 'IN_APPEAL' }).label).toBe('In appeal')
})

test('the limit says whose it is', () => {
  expect(limitWords(250, String)).toContain('250 different customers in 24 hours')
  expect(limitWords(250, String)).toContain('all garages of this server together')
  expect(limitWords(null, String)).toBeNull()
})

test('what is no text says what it is', () => {
  expect(insteadOfText('audio')).toBe('A voice message, which RevOps does not show.')
  expect(insteadOfText('unknown')).toBe('A message that RevOps does not show.')
})

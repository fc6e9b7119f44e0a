import { expect, test } from 'vitest'
import type { useMe } from '@/domain/session'
import { actionsOf } from './actions'

type Me = ReturnType<typeof useMe>

function me(permissions: Me['permissions'], garages = 1): Me {
  return { permissions, memberships: Array.from({ length: garages }, () => ({})) } as unknown as Me
}

const MANAGER: Me['permissions'] = ['workshop:read', 'jobs:read', 'jobs:create', 'payments:read']
const OWNER: Me['permissions'] = [...MANAGER, 'workshop:manage', 'members:manage']

const found = (who: Me, text: string) => actionsOf(who, text).map(({ label }) => label)

test.each<[string, Me, string, string[]]>([
  ['part of a label', me(MANAGER), 'new j', ['New job']],
  ['what may not be done is not offered', me(['workshop:read', 'work:read']), 'new j', []],
  ['a part of the settings by what else it is called', me(MANAGER), 'fingerprint', ['Settings: passkeys']],
  ['the settings of the garage are the owner’s', me(MANAGER), 'gstin', []],
  ['and are found by him', me(OWNER), ' GSTIN ', ['Settings: workshop']],
  ['all garages, where there are several', me(MANAGER, 2), 'all garages', ['All garages']],
  ['and not of the only one', me(MANAGER), 'all garages', []],
])('%s', (_, who, text, labels) => {
  expect(found(who, text)).toEqual(labels)
})

test('the parts of the settings come once something is typed', () => {
  expect(found(me(OWNER), '').filter((label) => label.startsWith('Settings: '))).toEqual([])
})

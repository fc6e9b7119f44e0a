import type { Schemas } from '@/api/client'

type Permission = Schemas['Permission']

interface Page {
  to: string
  label: string
}

type May = (permission: Permission) => boolean

/** Says whether somebody's day is that of the garage: whoever reads its figures and decides on its money. */
export function isOwnersDay(may: May): boolean {
  return may('analytics:read') && may('payments:review')
}

/** Says whether there is a day of things to do for somebody. */
export function hasToday(may: May): boolean {
  return isOwnersDay(may) || may('my_day:read')
}

/** The pages of Money for whoever may do what they show. */
export function moneyTabs(may: May): Page[] {
  return [
    ...(may('payments:read')
      ? may('payments:review')
        ? [
            { to: '/money', label: 'To confirm' },
            { to: '/money/all', label: 'All' },
          ]
        : [{ to: '/money/all', label: 'Payments' }]
      : []),
    // Cash is for who hands it over or receives it.
    ...(may('settlements:submit') || may('settlements:review') ? [{ to: '/money/cash', label: 'Cash' }] : []),
    ...(may('documents:read') ? [{ to: '/money/bills', label: 'Bills' }] : []),
    ...(may('payments:read') && may('jobs:read') ? [{ to: '/money/owes', label: 'Who owes' }] : []),
    ...(may('bank:read') ? [{ to: '/money/bank', label: 'Bank' }] : []),
  ]
}

/** The pages of Checks for whoever may see them. */
export function checksTabs(may: May): Page[] {
  return [
    ...(may('exceptions:read') ? [{ to: '/trust', label: 'Questions' }] : []),
    ...(may('audit:read') ? [{ to: '/checks', label: 'Proof' }] : []),
    ...(may('analytics:read') ? [{ to: '/checks/entries', label: 'Activity' }] : []),
    ...(may('workshop:manage') ? [{ to: '/checks/evening', label: 'Evening' }] : []),
    ...(may('gate:read') ? [{ to: '/checks/gate', label: 'Gate' }] : []),
    ...(may('audit:read') ? [{ to: '/checks/log-ins', label: 'Log-ins' }] : []),
  ]
}

import { useQuery } from '@tanstack/react-query'
import { isOwnersDay } from '@/domain/places'
import { useMe } from '@/domain/session'
import { myDayQuery } from '@/features/analytics/queries'
import { type ActionKind, todayQuery } from '@/features/today/queries'
import { unseenOf } from '@/features/today/unseen'

/** How much waits in each place and page, by its name; nothing where nothing does. */
export function useBadges(): Record<string, number> {
  const { permissions } = useMe()
  const isOwners = isOwnersDay((permission) => permissions.includes(permission))
  const hasDay = !isOwners && permissions.includes('my_day:read')
  const { data: today } = useQuery({ ...todayQuery, enabled: isOwners })
  const { data: day } = useQuery({ ...myDayQuery, enabled: hasDay })
  if (today) {
    const sum = (...kinds: ActionKind[]) =>
      today.actions.reduce((total, { kind, count }) => total + (kinds.includes(kind) ? count : 0), 0)
    return {
      Today: today.actions.length,
      Money: sum('payments_to_confirm', 'cash_to_receive', 'refunds_to_confirm'),
      'To confirm': sum('payments_to_confirm', 'refunds_to_confirm'),
      Cash: sum('cash_to_receive'),
      Messages: sum('messages_not_sent'),
      Checks: sum('customer_words', 'books_differ', 'check_stopped', 'work_not_done', 'channels_stopped'),
    }
  }
  return day ? { Today: day.overdue + unseenOf(day).length } : {}
}

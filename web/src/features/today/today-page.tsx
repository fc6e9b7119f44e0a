import { isOwnersDay } from '@/domain/places'
import { useMe } from '@/domain/session'
import { ManagerToday } from './manager-today'
import { OwnerToday } from './owner-today'

/** What is to be done now: by the owner, or in a manager's day. */
export function TodayPage() {
  const { permissions } = useMe()
  return isOwnersDay((permission) => permissions.includes(permission)) ? <OwnerToday /> : <ManagerToday />
}

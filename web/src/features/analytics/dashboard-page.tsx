import { useCan } from '@/domain/permissions'
import { ManagerDashboard } from './manager-dashboard'
import { OwnerDashboard } from './owner-dashboard'

/** The start: the owner's figures, or the manager's day. */
export function DashboardPage() {
  return useCan('analytics:read') ? <OwnerDashboard /> : <ManagerDashboard />
}

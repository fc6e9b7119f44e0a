import {
  Check,
  Fingerprint,
  KeyRound,
  LogIn,
  LogOut,
  type LucideIcon,
  Mail,
  ShieldAlert,
  ShieldCheck,
  Undo2,
  UserPen,
  Users,
  X,
} from 'lucide-react'
import { memo } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { tell, wasKeptOut, whence } from './event-labels'
import type { AuditEvent, AuditKind } from './queries'

/** What most rows are high; a long sentence on a phone takes a second line. */
export const ROW_HEIGHT = { card: 81, line: 49 }

const COLUMNS =
  'grid-cols-[1rem_minmax(0,1fr)] wide:grid-cols-[8.5rem_1rem_minmax(0,1.4fr)_minmax(0,1fr)] wide:items-center'

const ICONS: Record<AuditKind, LucideIcon> = {
  signed_in: LogIn,
  login_failed: ShieldAlert,
  login_throttled: ShieldAlert,
  refused: ShieldAlert,
  signed_out_everywhere: LogOut,
  password_changed: KeyRound,
  password_reset_issued: KeyRound,
  password_reset: KeyRound,
  password_link_made: KeyRound,
  password_link_revoked: KeyRound,
  password_link_used: KeyRound,
  second_factor_on: ShieldCheck,
  second_factor_off: ShieldCheck,
  recovery_code_used: KeyRound,
  second_factor_stopped: ShieldAlert,
  passkey_added: Fingerprint,
  passkey_removed: Fingerprint,
  passkey_copied: ShieldAlert,
  profile_changed: UserPen,
  manager_joined: Users,
  manager_removed: Users,
  member_changed: Users,
  workshop_twin: ShieldAlert,
  customer_changed: UserPen,
  customers_merged: Users,
  customers_parted: Users,
  customer_erased: X,
  vehicle_changed: UserPen,
  reading_marked: ShieldAlert,
  payment_confirmed: Check,
  payment_rejected: X,
  payment_cancelled: Undo2,
  refund_confirmed: Check,
  refund_rejected: X,
  refund_cancelled: Undo2,
  settlement_confirmed: Check,
  settlement_rejected: X,
  settlement_cancelled: Undo2,
  settlement_difference: X,
  settlement_reversed: Undo2,
  job_cancelled: Undo2,
  job_written_off: X,
  messages_changed: Mail,
  chain_begun: ShieldCheck,
}

/** The names of the columns, for the eye. */
export function EventHead() {
  return (
    <div
      aria-hidden
      className={cn('label-caps hidden h-9 items-center gap-x-4 border-b px-4 wide:grid', COLUMNS)}
    >
      <span>When</span>
      <span className="col-span-2">What</span>
      <span>From</span>
    </div>
  )
}

/** One event: a line of the table; on a phone its time and origin stand below the sentence. */
export const EventRow = memo(function EventRow({ event }: { event: AuditEvent }) {
  const { dayTime } = useFormats()
  const Icon = ICONS[event.kind]
  const isKeptOut = wasKeptOut(event)
  return (
    <div
      className={cn(
        'grid gap-x-3 gap-y-1 border-b px-4 py-3 text-sm wide:min-h-12 wide:gap-x-4 wide:py-2',
        COLUMNS,
      )}
    >
      <Icon
        aria-hidden
        className={cn('mt-0.5 size-4 wide:order-2 wide:mt-0', isKeptOut ? 'text-danger' : 'text-muted')}
      />
      <p className="min-w-0 break-words wide:order-3">{tell(event)}</p>
      <p className="col-start-2 text-muted text-xs wide:order-1 wide:col-start-auto wide:whitespace-nowrap wide:text-[0.8125rem]">
        {dayTime(event.at)}
      </p>
      <p className="col-start-2 min-w-0 break-words text-muted text-xs wide:order-4 wide:col-start-auto wide:text-[0.8125rem]">
        {whence(event)}
      </p>
    </div>
  )
})

/** Events that are on their way, in their later shape. */
export function RowsSkeleton() {
  return (
    <div role="status" aria-label="Loading events">
      {[1, 2, 3, 4, 5, 6, 7, 8].map((row) => (
        <div key={row} className="flex h-20 items-center gap-4 border-b px-4 wide:h-12">
          <Skeleton className="hidden h-4 w-28 wide:block" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="hidden h-4 w-56 wide:block" />
        </div>
      ))}
    </div>
  )
}

import { MoreHorizontal, Phone, UserX } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useFormats } from '@/domain/formats'
import type { Manager } from '@/domain/managers'
import type { Member } from '@/domain/members'
import { ROLES } from '@/domain/permissions'
import { dialLink, shownPhone } from '@/domain/phone'
import { cn } from '@/lib/cn'
import { cashTone } from './cash-tone'

const COLUMNS =
  'wide:grid-cols-[minmax(0,1.6fr)_3.5rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,0.9fr)_minmax(0,0.9fr)_4.5rem_2.25rem] wide:gap-x-3'
const HEADS = ['Jobs', 'Revenue', 'Collected', 'Cash in hand', 'To receive', 'Joined']

/** The names of the columns; on a phone each figure carries its own. */
export function MemberRowHead() {
  return (
    <div aria-hidden className={cn('hidden h-9 items-center border-b px-4 wide:grid', COLUMNS)}>
      <span className="label-caps">Name</span>
      {HEADS.map((head) => (
        <span key={head} className="label-caps whitespace-nowrap text-right">
          {head}
        </span>
      ))}
    </div>
  )
}

interface MemberRowProps {
  member: Member
  /** What he brought in; only of who can hold cash. */
  figures: Manager | undefined
  onRemove?: (() => void) | undefined
}

/** One member: who, as what, and the figures that tell how it goes. */
export function MemberRow({ member, figures, onRemove }: MemberRowProps) {
  const { day } = useFormats()
  const { user } = member
  return (
    <li
      className={cn(
        'relative grid grid-cols-2 items-center gap-x-3 sm:grid-cols-3 gap-y-2 px-4 py-3 transition-colors hover:bg-raised wide:gap-y-0 wide:py-2.5',
        COLUMNS,
      )}
    >
      <div className="col-span-full min-w-0 pr-12 wide:col-span-1 wide:pr-0">
        {/* The whole row leads to the profile; what stands above it keeps its own way. */}
        <Link
          to={`/team/${member.id}`}
          className="flex min-h-11 items-center font-medium after:absolute after:inset-0 fine:min-h-0 wide:text-sm"
        >
          {user.name}
        </Link>
        <span className="mr-3 text-sm wide:text-xs">{ROLES[member.role]}</span>
        <a
          href={dialLink(user.phone)}
          className="figure relative inline-flex min-h-11 items-center gap-1.5 text-muted text-sm hover:text-foreground fine:min-h-6 wide:text-xs"
        >
          <Phone className="size-3.5" aria-hidden />
          {shownPhone(user.phone)}
        </a>
      </div>
      {figures ? <MemberFigures figures={figures} /> : <span className="hidden wide:col-span-5 wide:block" />}
      <Figure label="Joined">
        <span className="text-muted">{day(member.joined_at)}</span>
      </Figure>
      <div className="absolute top-2 right-2 wide:static wide:justify-self-end">
        {onRemove && <MemberMenu member={member} onRemove={onRemove} />}
      </div>
    </li>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 wide:text-right">
      <span className="label-caps block wide:sr-only">{label}</span>
      <span className="figure block text-sm">{children}</span>
    </div>
  )
}

function MemberFigures({ figures }: { figures: Manager }) {
  return (
    <>
      <Figure label="Jobs">{figures.job_count}</Figure>
      <Figure label="Revenue">
        <Money amount={figures.total_revenue} />
      </Figure>
      <Figure label="Collected">
        <Money amount={figures.total_collected} />
      </Figure>
      <Figure label="Cash in hand">
        {figures.cash_in_hand === null ? (
          <span className="text-muted">To count</span>
        ) : (
          <Money amount={figures.cash_in_hand} tone={cashTone(figures)} />
        )}
      </Figure>
      <Figure label="To receive">
        <Money
          amount={figures.pending_settlement}
          tone={figures.pending_settlement > 0 ? 'waiting' : 'muted'}
        />
      </Figure>
    </>
  )
}

function MemberMenu({ member, onRemove }: { member: Member; onRemove: () => void }) {
  const navigate = useNavigate()
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="relative text-muted"
          aria-label={`More about ${member.user.name}`}
        >
          <MoreHorizontal aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem onSelect={() => navigate(`/jobs?manager=${member.id}`)}>Jobs</MenuItem>
        <MenuItem onSelect={() => navigate(`/money/all?manager=${member.id}`)}>Payments</MenuItem>
        <MenuItem onSelect={() => navigate(`/money/cash?manager=${member.id}`)}>Cash</MenuItem>
        <MenuItem className="text-danger" onSelect={onRemove}>
          <UserX aria-hidden /> Remove
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}

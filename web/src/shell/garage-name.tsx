import { useQuery } from '@tanstack/react-query'
import { ChevronsUpDown } from 'lucide-react'
import { type ComponentType, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Mark } from '@/components/wordmark'
import { homeOf, useMe } from '@/domain/session'
import { workshopQuery } from '@/domain/workshop'
import { cn } from '@/lib/cn'
import { loadPart } from '@/lib/load-part'
import type { GarageMenuProps } from './garage-menu'

/** Whose garage this is; for who belongs to several, the way from one to another. */
export function GarageName({ className }: { className: string }) {
  const me = useMe()
  const name = useQuery(workshopQuery).data?.name ?? 'RevOps'
  const navigate = useNavigate()
  const [Menu, setMenu] = useState<ComponentType<GarageMenuProps> | null>(null)
  const isInSeveral = me.memberships.length > 1
  const shown = (
    <>
      <Mark className="size-6 shrink-0 md:size-7" />
      <span
        title={name}
        data-note
        className={cn(
          // A rail of nine lines of a name had no room for its places.
          'min-w-0 max-w-full font-heading leading-tight [overflow-wrap:anywhere] md:max-xl:line-clamp-3',
          name.length > 24 ? 'max-md:text-base' : 'max-md:text-xl',
        )}
      >
        {name}
      </span>
    </>
  )
  const own = cn('flex min-w-0 items-center text-start', className)
  if (!isInSeveral) {
    return (
      <Link to={homeOf(me)} className={own}>
        {shown}
      </Link>
    )
  }
  const more = (
    <>
      {shown}
      <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
    </>
  )
  const label = `${name}, other garages`
  if (Menu)
    return (
      <Menu className={own} label={label}>
        {more}
      </Menu>
    )
  const open = () =>
    loadPart(() => import('./garage-menu')).then(
      (part) => setMenu(() => part.default),
      () => navigate('/garages'),
    )
  return (
    <button type="button" aria-haspopup="menu" aria-label={label} className={own} onClick={() => void open()}>
      {more}
    </button>
  )
}

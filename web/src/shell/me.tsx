import { CircleUserRound } from 'lucide-react'
import { type ComponentType, useState } from 'react'
import { useNavigate } from 'react-router'
import { ROLES } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { cn } from '@/lib/cn'
import { loadPart } from '@/lib/load-part'
import { useWords } from '@/lib/words'
import type { MeMenuProps } from './me-menu'
import { SHELL } from './words'

interface MeProps {
  /** The name stands beside it where there is room. */
  withName?: boolean
  onKeys: () => void
}

/** Who is signed in, with the theme, the settings and the way out. */
export function Me({ withName, onKeys }: MeProps) {
  const me = useMe()
  const navigate = useNavigate()
  const words = useWords(SHELL)
  const [Menu, setMenu] = useState<ComponentType<MeMenuProps> | null>(null)
  const open = () =>
    loadPart(() => import('./me-menu')).then(
      (part) => setMenu(() => part.default),
      // All of it is there, too.
      () => navigate('/settings'),
    )
  const className = cn(
    'flex items-center justify-center hover:bg-raised',
    withName
      ? 'min-h-13 w-full flex-col gap-1 px-1 text-2xs text-muted xl:min-h-11 xl:flex-row xl:justify-start xl:gap-3 xl:px-2.5 xl:text-start'
      : 'size-11',
  )
  const shown = (
    <>
      <CircleUserRound className="size-5 shrink-0" aria-hidden />
      {withName && (
        <>
          <span className="xl:hidden">{words.me}</span>
          <span className="hidden min-w-0 xl:block">
            <span className="block break-words font-medium text-foreground text-sm">{me.name}</span>
            <span className="block text-xs">{words.roles[me.role] ?? ROLES[me.role]}</span>
          </span>
        </>
      )}
    </>
  )
  const label = words.meOf(me.name)
  if (Menu)
    return (
      <Menu className={className} label={label} onKeys={onKeys}>
        {shown}
      </Menu>
    )
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label={label}
      className={className}
      onClick={() => void open()}
    >
      {shown}
    </button>
  )
}

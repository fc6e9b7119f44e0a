import { CircleHelp, Keyboard, LogOut, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Menu, MenuChoice, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '@/components/ui/menu'
import { ROLES } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { chooseTheme, type Theme, useTheme } from '@/lib/theme'
import { useLogOut } from '@/outbox/log-out'
import { tellFailure } from './tell-failure'

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
  { value: 'system', label: 'Same as the device' },
]

export interface MeMenuProps {
  className: string
  label: string
  onKeys: () => void
  children: ReactNode
}

/** What is about oneself: theme, settings, keys, the way out. It is loaded when it is first asked for, and opens. */
export default function MeMenu({ className, label, onKeys, children }: MeMenuProps) {
  const me = useMe()
  const theme = useTheme()
  const navigate = useNavigate()
  const { logOut, question } = useLogOut(tellFailure)
  return (
    <>
      <Menu defaultOpen>
        <MenuTrigger className={className} aria-label={label}>
          {children}
        </MenuTrigger>
        <MenuContent align="end" className="max-w-[calc(100vw-1rem)]">
          <p className="border-b px-3 pb-2 text-sm">
            <span className="block break-words font-medium">{me.name}</span>
            <span className="block text-muted text-xs">{ROLES[me.role]}</span>
          </p>
          <MenuLabel>Theme</MenuLabel>
          {THEMES.map(({ value, label }) => (
            <MenuChoice
              key={value}
              isChosen={theme === value}
              onSelect={(event) => {
                // One sees at once how it looks, and may try another.
                event.preventDefault()
                chooseTheme(value)
              }}
            >
              {label}
            </MenuChoice>
          ))}
          <MenuItem className="border-t" onSelect={() => navigate('/settings')}>
            <Settings aria-hidden /> Settings
          </MenuItem>
          <MenuItem className="pointer-coarse:hidden" onSelect={onKeys}>
            <Keyboard aria-hidden /> Keys
          </MenuItem>
          <MenuItem className="not-pointer-coarse:hidden" onSelect={onKeys}>
            <CircleHelp aria-hidden /> Help
          </MenuItem>
          <MenuItem onSelect={logOut}>
            <LogOut aria-hidden /> Log out
          </MenuItem>
        </MenuContent>
      </Menu>
      {question}
    </>
  )
}

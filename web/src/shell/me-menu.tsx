import { CircleHelp, Keyboard, LogOut, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { LanguageChoices } from '@/components/language-choices'
import { Menu, MenuChoice, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '@/components/ui/menu'
import { ROLES } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { chooseTheme, type Theme, useTheme } from '@/lib/theme'
import { useOffersLanguages, useSpoken, useWords } from '@/lib/words'
import { useLogOut } from '@/outbox/log-out'
import { tellFailure } from './tell-failure'
import { SHELL } from './words'

const THEMES: readonly Theme[] = ['dark', 'light', 'system']

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
  const words = useWords(SHELL)
  const language = useSpoken()
  const offersLanguages = useOffersLanguages()
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
            <span className="block text-muted text-xs">{words.roles[me.role] ?? ROLES[me.role]}</span>
          </p>
          {offersLanguages && (
            <>
              <MenuLabel>{words.language}</MenuLabel>
              <LanguageChoices language={language} />
            </>
          )}
          <MenuLabel>{words.theme}</MenuLabel>
          {THEMES.map((value) => (
            <MenuChoice
              key={value}
              isChosen={theme === value}
              onSelect={(event) => {
                // One sees at once how it looks, and may try another.
                event.preventDefault()
                chooseTheme(value)
              }}
            >
              {words.themes[value]}
            </MenuChoice>
          ))}
          <MenuItem className="border-t" onSelect={() => navigate('/settings')}>
            <Settings aria-hidden /> {words.settings}
          </MenuItem>
          <MenuItem className="pointer-coarse:hidden" onSelect={onKeys}>
            <Keyboard aria-hidden /> {words.keys}
          </MenuItem>
          <MenuItem className="not-pointer-coarse:hidden" onSelect={onKeys}>
            <CircleHelp aria-hidden /> {words.help}
          </MenuItem>
          <MenuItem onSelect={logOut}>
            <LogOut aria-hidden /> {words.logOut}
          </MenuItem>
        </MenuContent>
      </Menu>
      {question}
    </>
  )
}

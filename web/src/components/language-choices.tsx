import { MenuChoice } from '@/components/ui/menu'
import { chooseLanguage, LANGUAGES, type Language } from '@/lib/language'

/** The languages to choose among, each by its own name, in a menu. */
export function LanguageChoices({ language }: { language: Language }) {
  return Object.entries(LANGUAGES).map(([value, name]) => (
    <MenuChoice
      key={value}
      isChosen={language === value}
      lang={value}
      onSelect={() => chooseLanguage(value as Language)}
    >
      {name}
    </MenuChoice>
  ))
}

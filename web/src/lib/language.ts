import { useEffect, useSyncExternalStore } from 'react'

/** The languages that customers are written to in, each by its own name. */
export const LANGUAGES = { en: 'English', hi: 'हिन्दी', mr: 'मराठी', ar: 'العربية' } as const
export type Language = keyof typeof LANGUAGES
const STORED_AS = 'revops:language'
const listeners = new Set<() => void>()

function isLanguage(tag: string | null): tag is Language {
  return tag !== null && Object.hasOwn(LANGUAGES, tag)
}

/** The language the user chose on this device; until they choose, the one the device is set to. */
export function chosenLanguage(): Language {
  return [localStorage.getItem(STORED_AS), navigator.language.slice(0, 2)].find(isLanguage) ?? 'en'
}

export function chooseLanguage(language: Language) {
  localStorage.setItem(STORED_AS, language)
  for (const changed of listeners) changed()
}

/** Calls `changed` whenever a language is chosen. */
export function subscribeToLanguage(changed: () => void) {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** Keeps the order of what is written from left to right among Arabic words. */
export function apart(text: string | number): string {
  return `\u2068${text}\u2069`
}

/** The language of a page that is written in all of them; the page says so to the browser while it is shown. */
export function usePageLanguage(): Language {
  const language = useSyncExternalStore(subscribeToLanguage, chosenLanguage)
  useRootLanguage(language)
  return language
}

/** Says to the browser in which language the page is while it is shown. */
export function useRootLanguage(language: Language) {
  useEffect(() => {
    const { documentElement: root } = document
    root.lang = language
    root.dir = language === 'ar' ? 'rtl' : 'ltr'
    return () => {
      root.lang = 'en'
      root.dir = 'ltr'
    }
  }, [language])
}

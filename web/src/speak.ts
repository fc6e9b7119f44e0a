import { can } from '@/domain/permissions'
import type { User } from '@/domain/session'
import { chosenLanguage, type Language, subscribeToLanguage } from '@/lib/language'
import { loadPart } from '@/lib/load-part'
import { speak } from '@/lib/words'
import { isWritten, placesOf } from '@/shell/places'
import type { Catalogue } from './languages/catalogue'

const CATALOGUES: Record<Exclude<Language, 'en'>, () => Promise<Catalogue>> = {
  hi: () => import('./languages/hi').then(({ hi }) => hi),
  mr: () => import('./languages/mr').then(({ mr }) => mr),
  ar: () => import('./languages/ar').then(({ ar }) => ar),
}

let listener: User | null = null

/** Has the app speak to somebody in his language, if all his places are written in it; in English to all others. */
export async function speakTo(me: User | null): Promise<void> {
  listener = me
  const isOffered = me !== null && hasLanguages(me)
  const language = isOffered ? chosenLanguage() : 'en'
  // Where it does not load, English is better than nothing.
  const said = language === 'en' ? null : await loadPart(CATALOGUES[language]).catch(() => null)
  if (listener === me) speak(language, said, isOffered)
}

function hasLanguages(me: User): boolean {
  const places = placesOf((permission) => can(me, permission))
  return places.length > 0 ? places.every(isWritten) : can(me, 'gate:record')
}

subscribeToLanguage(() => void speakTo(listener))

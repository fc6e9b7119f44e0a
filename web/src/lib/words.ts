import { useSyncExternalStore } from 'react'
import type { Language } from './language'

/** What a part of the app says: in English beside the part, in other languages in `languages/`. */
export interface Section<Words> {
  /** Its name in a catalogue. */
  name: string
  en: Words
}

type Catalogue = Readonly<Record<string, unknown>>

let language: Language = 'en'
let catalogue: Catalogue | null = null
let isOffered = false
const listeners = new Set<() => void>()

/**
 * Has the app say everything in a language from now on; without a catalogue in English. `offered`: all that whoever acts
 * sees is written in every language, so that there is one to choose.
 */
export function speak(spoken: Language, said: Catalogue | null, offered: boolean) {
  if (said === catalogue && offered === isOffered) return
  language = said ? spoken : 'en'
  catalogue = said
  isOffered = offered
  for (const changed of listeners) changed()
}

function subscribe(changed: () => void) {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

/** What a part says now, outside of what is drawn: a toast, the name of what is kept. */
export function wordsNow<Words>({ name, en }: Section<Words>): Words {
  return (catalogue?.[name] as Words | undefined) ?? en
}

/** What a part says, in the language that the app speaks. */
export function useWords<Words>(section: Section<Words>): Words {
  return useSyncExternalStore(subscribe, () => wordsNow(section))
}

/** Whether whoever acts has a language to choose. */
export function useOffersLanguages(): boolean {
  return useSyncExternalStore(subscribe, () => isOffered)
}

/** The language that the app speaks. */
export function useSpoken(): Language {
  return useSyncExternalStore(subscribe, () => language)
}

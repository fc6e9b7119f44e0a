import { readStored, removeStored, writeStored } from '@/lib/stored'
import type { Entry } from './store'

/** Puts what the server refused back into its form, by the form's name: what was typed, and that it takes its place. */
export function reopen(name: string, entry: Entry) {
  writeStored(`draft:${name}`, entry.typed)
  writeStored(`reopened:${name}`, entry)
}

/** The refused entry that a form holds again; null for anything new. */
export function reopenedEntry(name: string): Entry | null {
  return readStored<Entry>(`reopened:${name}`)
}

/** What a form held again is sent, or given up. */
export function settleReopened(name: string) {
  removeStored(`reopened:${name}`)
}

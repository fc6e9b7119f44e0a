import type { Language } from '@/lib/language'
import { ar } from './ar'
import { en, type GateWords } from './en'
import { hi } from './hi'
import { mr } from './mr'

/** What the page of the gate says, by the language chosen there. */
export const GATE_WORDS: Record<Language, GateWords> = { en, hi, mr, ar }

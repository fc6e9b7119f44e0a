import type { Telling } from './fact-words'
import type { QuestionKind } from './queries'

export interface KindWords {
  /** Its name in lists and filters. */
  label: string
  says: (telling: Telling) => string
  /** What the two answers say. The first needs a reason. */
  fine: string
  notFine: string
}

export type SomeKinds = Partial<Record<QuestionKind, KindWords>>

export const AGREED_TO = { fine: 'I agreed to it', notFine: 'I did not agree' }
export const KNOWN = { fine: 'I know about it', notFine: 'Not fine' }

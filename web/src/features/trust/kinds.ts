import { CASH_KINDS } from './cash-kinds'
import { GATE_KINDS } from './gate-kinds'
import { JOB_KINDS } from './job-kinds'
import type { KindWords } from './kind-words'
import { LOG_IN_KINDS } from './log-in-kinds'
import { PAYMENT_KINDS } from './payment-kinds'
import type { QuestionKind } from './queries'

// A full record: a new kind on the server fails to compile until it has its words in one of these.
export const KINDS: Record<QuestionKind, KindWords> = {
  ...JOB_KINDS,
  ...PAYMENT_KINDS,
  ...CASH_KINDS,
  ...GATE_KINDS,
  ...LOG_IN_KINDS,
}

import { COUNTER } from './counted-counter.ts'
import { MONEY } from './counted-money.ts'
import type { Task } from './hand.ts'

/** What is done most in a garage, each with where it begins and the most presses that it may take. */
export const TASKS: Task[] = [...COUNTER, ...MONEY]

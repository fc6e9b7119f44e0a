import { Problem } from '@/api/problem'

/** What the owner is asked; several sums sent together wait for the same answer. */
export interface Question {
  why: string
  wrong: string | null
  answer: (password: string | null) => void
}

const ANSWER_LASTS_MS = 15_000

let question: Question | null = null
let asking: Promise<string | null> | null = null
let given: { password: string; until: number } | null = null
const listeners = new Set<() => void>()

export function subscribeToQuestion(changed: () => void) {
  listeners.add(changed)
  return () => void listeners.delete(changed)
}

export const readQuestion = () => question

function show(next: Question | null) {
  question = next
  for (const changed of listeners) changed()
}

function ask(why: string, wrong: string | null): Promise<string | null> {
  asking ??= new Promise<string | null>((answer) => show({ why, wrong, answer })).then((password) => {
    given = password === null ? null : { password, until: Date.now() + ANSWER_LASTS_MS }
    show(null)
    asking = null
    return password
  })
  return asking
}

/** Does something, with the password when the server asks for it. Not given, the refusal stands. */
export async function withPassword<T>(send: (password?: string) => Promise<T>): Promise<T> {
  let password: string | undefined
  let wrong: string | null = null
  for (;;) {
    try {
      return await send(password)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code === 'wrong_password' && password !== undefined) {
        // Another may have typed a better one meanwhile.
        if (given?.password === password) given = null
        wrong = error.message
      } else if (error.code !== 'password_needed') throw error
      const kept: string | null = given && given.until > Date.now() ? given.password : null
      const answer: string | null = kept ?? (await ask(error.message, wrong))
      if (answer === null) throw error
      password = answer
    }
  }
}

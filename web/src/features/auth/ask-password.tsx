import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Problem } from '@/api/problem'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { PasswordInput } from './password-input'

/** One question at a time; several sums sent together wait for the same answer. */
interface Question {
  why: string
  wrong: string | null
  answer: (password: string | null) => void
}

const ANSWER_LASTS_MS = 15_000

let show: ((question: Question | null) => void) | null = null
let asking: Promise<string | null> | null = null
let given: { password: string; until: number } | null = null

function ask(why: string, wrong: string | null): Promise<string | null> {
  asking ??= new Promise<string | null>((answer) => {
    if (show) show({ why, wrong, answer })
    else answer(null)
  }).then((password) => {
    given = password === null ? null : { password, until: Date.now() + ANSWER_LASTS_MS }
    show?.(null)
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

/** The question, wherever in the app it comes up. */
export function PasswordQuestion() {
  const [question, setQuestion] = useState<Question | null>(null)
  useEffect(() => {
    show = setQuestion
    return () => {
      show = null
    }
  }, [])
  if (!question) return null
  return (
    <Dialog open onOpenChange={(open) => !open && question.answer(null)}>
      <DialogContent
        title="Your password, please"
        description={question.wrong ? 'A large sum is confirmed with your password.' : question.why}
      >
        <PasswordForm key={question.wrong} question={question} />
      </DialogContent>
    </Dialog>
  )
}

function PasswordForm({ question }: { question: Question }) {
  const form = useForm({ defaultValues: { password: '' } })
  const message = form.formState.errors.password?.message ?? question.wrong ?? undefined
  return (
    <form
      noValidate
      onSubmit={form.handleSubmit(({ password }) => question.answer(password))}
      className="space-y-4"
    >
      <Field label="Current password" error={message}>
        {(control) => (
          <PasswordInput
            autoComplete="current-password"
            autoFocus
            {...control}
            {...form.register('password', { required: 'Enter your current password.' })}
          />
        )}
      </Field>
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary">
          Continue
        </Button>
      </div>
    </form>
  )
}

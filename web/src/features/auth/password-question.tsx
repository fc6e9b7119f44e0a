import { useSyncExternalStore } from 'react'
import { useForm } from 'react-hook-form'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { PasswordInput } from './password-input'
import { type Question, readQuestion, subscribeToQuestion } from './with-password'

/** Asks for the password wherever in the app it is needed. */
export default function PasswordQuestion() {
  const question = useSyncExternalStore(subscribeToQuestion, readQuestion)
  if (!question) return null
  return (
    <Dialog open onOpenChange={(open) => !open && question.answer(null)}>
      <DialogContent
        title="Your password, please"
        description={question.wrong ? 'Large sums are confirmed with your password.' : question.why}
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

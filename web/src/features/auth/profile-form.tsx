import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { meQuery, useMe } from '@/domain/session'
import { optional, required } from '@/lib/schema'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'
import { PasswordInput } from './password-input'

/** Under which it is kept what is typed. */
export const PROFILE = 'profile'

const schema = z.object({
  name: required('your name', 120),
  phone: required('your phone number', 32),
  email: optional(254),
  password: z.string(),
})

/** One's own name, phone and e-mail; the password is asked for another e-mail. */
export function ProfileForm({ onDone }: { onDone: () => void }) {
  const { form, isOtherEmail, refusal, submit, close } = useProfileForm(onDone)
  const { email } = useMe()
  const { errors, isSubmitting } = form.formState
  return (
    <Form onSubmit={submit} className="space-y-4 p-4">
      {refusal && <Notice>{refusal}</Notice>}
      <Field label="Your name" error={errors.name?.message}>
        {(control) => <Input autoComplete="name" autoFocus {...control} {...form.register('name')} />}
      </Field>
      <Field label="Your phone" error={errors.phone?.message}>
        {(control) => (
          <Input type="tel" autoComplete="tel" className="figure" {...control} {...form.register('phone')} />
        )}
      </Field>
      <Field
        label="Your e-mail"
        optional={!email}
        error={errors.email?.message}
        hint="You can log in with it, or with the phone number if nobody else has the same."
      >
        {(control) => <Input type="email" autoComplete="email" {...control} {...form.register('email')} />}
      </Field>
      {isOtherEmail && (
        <Field
          label="Current password"
          error={errors.password?.message}
          hint="Another e-mail changes how you log in."
        >
          {(control) => (
            <PasswordInput autoComplete="current-password" {...control} {...form.register('password')} />
          )}
        </Field>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Save
        </Button>
        <Button variant="outline" onClick={close}>
          Cancel
        </Button>
      </div>
    </Form>
  )
}

function useProfileForm(onDone: () => void) {
  const client = useQueryClient()
  const { name, phone, email } = useMe()
  const [refusal, setRefusal] = useState<string | null>(null)
  const { form, forget } = useKeptForm({
    name: PROFILE,
    resolver: zodResolver(schema),
    proposed: { name, phone, email, password: '' },
    secret: ['password'],
  })
  const close = () => {
    forget()
    onDone()
  }
  const typed = form.watch('email').trim().toLowerCase()
  const isOtherEmail = typed !== '' && typed !== email
  const submit = form.handleSubmit(async (body) => {
    setRefusal(null)
    try {
      const password = isOtherEmail ? body.password : null
      await unwrap(api.PUT('/api/auth/me', { body: { ...body, password } }))
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      // The name stands in lists and on jobs too.
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
      toast.success('Saved')
      close()
    } catch (error) {
      setRefusal(error instanceof Problem ? showProblem(form, error) : sentence(error))
    }
  })
  return { form, isOtherEmail, refusal, submit, close }
}

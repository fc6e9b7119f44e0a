import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { required } from '@/lib/schema'
import { z } from '@/lib/zod'
import { AuthFrame, TextLink } from './auth-frame'
import { NewPasswordField, newPassword } from './new-password'

const schema = z.object({
  email: required('your e-mail'),
  code: required('the code'),
  new_password: newPassword,
})

/** A new password, with the code of whoever runs the server. */
export function Component() {
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: '', code: '', new_password: '' },
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (body) => {
    setRefusal(null)
    try {
      await unwrap(api.POST('/api/auth/reset-password', { body }))
      toast.success('Password changed', { description: 'Log in with the new one.' })
      await navigate('/login', { replace: true })
    } catch (error) {
      setRefusal(error instanceof Problem ? showProblem(form, error) : sentence(error))
    }
  })
  return (
    <AuthFrame
      title="Set a new password"
      note="Ask the person who runs your server for a code. It works once, for 30 minutes, and logs you out everywhere."
      footer={
        <>
          You remember it? <TextLink to="/login">Log in</TextLink>
        </>
      }
    >
      <Form onSubmit={submit} className="space-y-4">
        {refusal && <Notice>{refusal}</Notice>}
        <Field label="E-mail" error={errors.email?.message}>
          {(control) => (
            <Input type="email" autoComplete="username" autoFocus {...control} {...form.register('email')} />
          )}
        </Field>
        <Field label="Code" error={errors.code?.message} hint="Ten letters and digits.">
          {(control) => (
            <Input
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              className="figure uppercase"
              {...control}
              {...form.register('code')}
            />
          )}
        </Field>
        <NewPasswordField error={errors.new_password?.message} {...form.register('new_password')} />
        <Button type="submit" variant="primary" size="lg" className="w-full" busy={isSubmitting}>
          Set the password
        </Button>
      </Form>
    </AuthFrame>
  )
}

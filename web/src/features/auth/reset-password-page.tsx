import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
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
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'
import { AuthFrame, TextLink } from './auth-frame'
import { CodeInput } from './code-input'
import { NewPasswordField, newPassword } from './new-password'
import { who } from './who'

const schema = z.object({
  login: required('your e-mail or phone number'),
  code: required('the code'),
  new_password: newPassword,
})

/** A new password, with a code that comes by e-mail or from whoever runs the server. */
export function Component() {
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<string | null>(null)
  const { form, forget } = useKeptForm({
    name: 'reset-password',
    resolver: zodResolver(schema),
    proposed: { login: '', code: '', new_password: '' },
    secret: ['code', 'new_password'],
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ login, ...body }) => {
    setRefusal(null)
    try {
      await unwrap(api.POST('/api/auth/reset-password', { body: { ...who(login), ...body } }))
      forget()
      toast.success('Password changed', { description: 'Log in with the new one.' })
      await navigate('/login', { replace: true })
    } catch (error) {
      setRefusal(error instanceof Problem ? showProblem(form, error) : sentence(error))
    }
  })
  return (
    <AuthFrame
      title="Set a new password"
      note="With a code that is e-mailed to you, or from the person who runs your server. It works once, for 30 minutes, and logs you out everywhere."
      footer={
        <>
          Remembered it? <TextLink to="/login">Log in</TextLink>
        </>
      }
    >
      <Form onSubmit={submit} className="space-y-4">
        {refusal && <Notice>{refusal}</Notice>}
        <Field label="E-mail or phone" error={errors.login?.message}>
          {(control) => <Input autoComplete="username" autoFocus {...control} {...form.register('login')} />}
        </Field>
        <SendCode
          loginOf={() => form.getValues('login').trim()}
          onLoginMissing={() => void form.trigger('login', { shouldFocus: true })}
        />
        <Field label="Code" error={errors.code?.message} hint="Ten letters and digits.">
          {(control) => <CodeInput autoComplete="one-time-code" {...control} {...form.register('code')} />}
        </Field>
        <NewPasswordField error={errors.new_password?.message} {...form.register('new_password')} />
        <Button type="submit" variant="primary" size="lg" className="w-full" busy={isSubmitting}>
          Set the password
        </Button>
      </Form>
    </AuthFrame>
  )
}

interface SendCodeProps {
  loginOf: () => string
  onLoginMissing: () => void
}

/** Has a code sent to the address in the form, or to that of whoever has the phone number in it. */
function SendCode({ loginOf, onLoginMissing }: SendCodeProps) {
  const send = useMutation({
    mutationFn: (login: string) => unwrap(api.POST('/api/auth/forgot-password', { body: who(login) })),
  })
  return (
    <div className="space-y-3">
      <Button
        type="button"
        variant="outline"
        className="w-full"
        busy={send.isPending}
        onClick={() => {
          const login = loginOf()
          if (login.length < 3) onLoginMissing()
          else send.mutate(login)
        }}
      >
        E-mail me a code
      </Button>
      {send.isSuccess && (
        <Notice tone="success">
          If {send.variables} has an account, a code is on its way by e-mail. Look among unwanted mail too.
        </Notice>
      )}
      {send.isError && <Notice tone="info">{sentence(send.error)}</Notice>}
    </div>
  )
}

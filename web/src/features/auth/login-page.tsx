import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { homeOf, rememberedEmail, safeNext, useSignIn } from '@/domain/session'
import { required } from '@/lib/schema'
import { z } from '@/lib/zod'
import { AuthFrame, TextLink } from './auth-frame'
import { PasswordInput } from './password-input'

const schema = z.object({
  email: required('your e-mail'),
  password: z.string().min(1, 'Enter your password.'),
  code: z.string().trim(),
})

const OF_THE_CODE = new Set<Problem['code']>(['second_factor_required', 'wrong_code'])

/** Log in, and back to where the user was. */
export function Component() {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const signIn = useSignIn()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [known] = useState(rememberedEmail)
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: known, password: '', code: '' },
  })
  // Asked for only when the server says that this account has a second factor.
  const [asksCode, setAsksCode] = useState(false)
  const { errors, isSubmitting } = form.formState

  const submit = form.handleSubmit(async (body) => {
    setRefusal(null)
    try {
      const { user } = await unwrap(
        api.POST('/api/auth/login', { body: { ...body, code: body.code || null } }),
      )
      signIn(user)
      const home = homeOf(user)
      await navigate(home === '/setup' ? home : (safeNext(params.get('next')) ?? home), { replace: true })
    } catch (error) {
      if (error instanceof Problem && OF_THE_CODE.has(error.code)) {
        setAsksCode(true)
        form.resetField('code')
        if (error.code === 'wrong_code') form.setError('code', { type: 'server', message: error.message })
        return
      }
      setRefusal(error instanceof Problem ? showProblem(form, error) : sentence(error))
      if (error instanceof Problem && error.code === 'wrong_credentials') form.setFocus('password')
    }
  })

  return (
    <AuthFrame
      title="Log in"
      footer={
        <>
          No account yet? <TextLink to="/register">Register</TextLink>
          <br />
          Forgot the password? Ask the person who runs your server for a code, then{' '}
          <TextLink to="/reset-password">set a new one</TextLink>.
        </>
      }
    >
      <Form onSubmit={submit} className="space-y-4">
        {params.has('ended') && !refusal && (
          <Notice tone="warning">
            Your session has ended. Log in to continue where you were; what you typed is kept.
          </Notice>
        )}
        {refusal && <Notice>{refusal}</Notice>}
        <Field label="E-mail" error={errors.email?.message}>
          {(control) => (
            <Input
              type="email"
              autoComplete="username"
              autoFocus={!known}
              {...control}
              {...form.register('email')}
            />
          )}
        </Field>
        <Field label="Password" error={errors.password?.message}>
          {(control) => (
            <PasswordInput
              autoComplete="current-password"
              autoFocus={Boolean(known)}
              {...control}
              {...form.register('password')}
            />
          )}
        </Field>
        {asksCode && (
          <Field
            label="Code from your app"
            error={errors.code?.message}
            hint="Six digits. Phone not with you? Enter one of your recovery codes."
          >
            {(control) => (
              <Input
                autoComplete="one-time-code"
                autoCapitalize="characters"
                spellCheck={false}
                autoFocus
                className="figure"
                {...control}
                {...form.register('code')}
              />
            )}
          </Field>
        )}
        <Button type="submit" variant="primary" size="lg" className="w-full" busy={isSubmitting}>
          Log in
        </Button>
      </Form>
    </AuthFrame>
  )
}

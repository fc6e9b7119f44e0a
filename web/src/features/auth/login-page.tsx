import { zodResolver } from '@hookform/resolvers/zod'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { homeOf, rememberedLogin, useSignIn } from '@/domain/session'
import { hasPasskeys, showPasskey } from '@/lib/passkey'
import { safeNext } from '@/lib/safe-next'
import { required } from '@/lib/schema'
import { z } from '@/lib/zod'
import { AuthFrame, TextLink } from './auth-frame'
import { PasswordInput } from './password-input'
import { who } from './who'

const schema = z.object({
  login: required('your e-mail or phone number'),
  password: z.string().min(1, 'Enter your password.'),
  code: z.string().trim(),
})

const NOTICE_MS = 30_000
const OF_THE_CODE = new Set<Problem['code']>(['second_factor_required', 'wrong_code'])

/** Log in, and back to where the user was. */
export function Component() {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const signIn = useSignIn()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [known] = useState(rememberedLogin)
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { login: known, password: '', code: '' },
  })
  const [isShowing, setShowing] = useState(false)
  // Asked for only when the server says that this account has a second factor.
  const [asksCode, setAsksCode] = useState<'app' | 'passkey' | null>(null)
  const { errors, isSubmitting } = form.formState

  const enter = async ({ user, notice }: Schemas['SignedIn']) => {
    signIn(user)
    if (notice) toast.warning(notice, { duration: NOTICE_MS })
    const home = homeOf(user)
    await navigate(home === '/setup' ? home : (safeNext(params.get('next')) ?? home), { replace: true })
  }
  const showOne = async () => {
    setRefusal(null)
    setShowing(true)
    try {
      const { options } = await unwrap(api.POST('/api/auth/passkeys/log-in/options'))
      const credential = await showPasskey(options as never)
      await enter(await unwrap(api.POST('/api/auth/passkeys/log-in', { body: { credential } })))
    } catch (error) {
      setRefusal(sentence(error))
    } finally {
      setShowing(false)
    }
  }
  const submit = form.handleSubmit(async ({ login, password, code }) => {
    setRefusal(null)
    try {
      const body = { ...who(login), password, code: code || null }
      await enter(await unwrap(api.POST('/api/auth/login', { body })))
    } catch (error) {
      if (error instanceof Problem && OF_THE_CODE.has(error.code)) {
        setAsksCode(error.extra.second_step === 'passkey' ? 'passkey' : (asksCode ?? 'app'))
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
          Forgot the password? Ask your owner for a link, or{' '}
          <TextLink to="/reset-password">get a code by e-mail</TextLink>.
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
        <Field label="E-mail or phone" error={errors.login?.message}>
          {(control) => (
            <Input
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus={!known}
              {...control}
              {...form.register('login')}
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
            label={asksCode === 'app' ? 'Code from your app' : 'Recovery code'}
            error={errors.code?.message}
            hint={
              asksCode === 'app'
                ? 'Six digits. Phone not with you? Enter one of your recovery codes.'
                : 'Two-step login is on: log in with a passkey below, or enter one of your recovery codes.'
            }
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
        {hasPasskeys() && (
          <Button
            variant="outline"
            size="lg"
            className="w-full"
            busy={isShowing}
            onClick={() => void showOne()}
          >
            <Fingerprint aria-hidden /> Log in with a passkey
          </Button>
        )}
      </Form>
    </AuthFrame>
  )
}

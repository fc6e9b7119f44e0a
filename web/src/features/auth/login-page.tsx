import { Fingerprint } from 'lucide-react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useSearchParams } from 'react-router'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { hasPasskeys } from '@/lib/passkey'
import { AuthFrame, TextLink } from './auth-frame'
import { PasswordInput } from './password-input'
import { useLogIn } from './use-log-in'

/** Log in, and back to where the user was. */
export function Component() {
  const [params] = useSearchParams()
  const { form, known, refusal, asksCode, submit, isShowing, showOne } = useLogIn(params.get('next'))
  const { errors, isSubmitting } = form.formState

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
          <CodeField second={asksCode} error={errors.code?.message} field={form.register('code')} />
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

interface CodeFieldProps {
  /** What the account has beside its password. */
  second: 'app' | 'passkey'
  error: string | undefined
  field: UseFormRegisterReturn
}

function CodeField({ second, error, field }: CodeFieldProps) {
  return (
    <Field
      label={second === 'app' ? 'Code from your app' : 'Recovery code'}
      error={error}
      hint={
        second === 'app'
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
          {...field}
        />
      )}
    </Field>
  )
}

import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { homeOf, meQuery, registrationQuery, useSignIn } from '@/domain/session'
import { usePhoneLook } from '@/domain/use-look'
import { required } from '@/lib/schema'
import { likelyCurrency, localTimezone } from '@/lib/time-zones'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'
import { AuthFrame, TextLink } from './auth-frame'
import { CodeInput } from './code-input'
import { JoinAsMe } from './join-as-me'
import { PasswordInput } from './password-input'

const LEAST_PASSWORD = 8

const schema = z
  .object({
    role: z.enum(['owner', 'manager']),
    invite_code: z.string().trim(),
    name: required('your name', 120),
    phone: required('your phone number', 32),
    email: required('your e-mail'),
    password: z.string().min(LEAST_PASSWORD, `Use at least ${LEAST_PASSWORD} characters.`),
  })
  .check((context) => {
    if (context.value.role === 'manager' && context.value.invite_code === '') {
      context.issues.push({
        code: 'custom',
        input: context.value.invite_code,
        path: ['invite_code'],
        message: 'Enter the code that the owner of the garage gave you.',
      })
    }
  })

// Refusals that the server gives without naming a field, and the field they are about.
const FIELD_OF: Partial<Record<Problem['code'], 'invite_code' | 'email'>> = {
  invalid_invite_code: 'invite_code',
  invite_code_required: 'invite_code',
  email_taken: 'email',
}

/** Register as an owner, or as a manager with an invite code; whoever is logged in may use it for the account at hand. */
export function Component() {
  const [params] = useSearchParams()
  const code = params.get('code') ?? ''
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const [isAnother, setAnother] = useState(false)
  if (!me || !code || isAnother) return <Register code={code} />
  return (
    <AuthFrame title="Join the garage" note="You were invited." footer={null}>
      <JoinAsMe me={me} code={code} onOther={() => setAnother(true)} />
    </AuthFrame>
  )
}

function Register({ code }: { code: string }) {
  const [params] = useSearchParams()
  const client = useQueryClient()
  // Unanswered, both are offered, and the server says what it does not take.
  const [isForManagers] = useState(
    () => code !== '' || client.getQueryData(registrationQuery.queryKey)?.owner_can_register === false,
  )
  const navigate = useNavigate()
  const signIn = useSignIn()
  const [refusal, setRefusal] = useState<string | null>(null)
  const { form, forget } = useKeptForm({
    name: 'register',
    resolver: zodResolver(schema),
    proposed: {
      role: (isForManagers || params.get('role') === 'manager' ? 'manager' : 'owner') as 'manager' | 'owner',
      invite_code: code,
      name: '',
      phone: '',
      email: '',
      password: '',
    },
    secret: ['password'],
  })
  const { errors } = form.formState
  const role = form.watch('role')
  // There is no garage yet: the device's time zone tells where a number is dialled.
  const currency = likelyCurrency(localTimezone())
  const look = usePhoneLook(form.watch('phone'), currency)

  const submission = useSubmission({
    name: 'register',
    // A password is not kept in the tab: after a reload the form is filled in again.
    keepBody: false,
    send: (body: Schemas['Registration'], key) =>
      unwrap(api.POST('/api/auth/register', { body, params: { header: { 'Idempotency-Key': key } } })),
    onDone: ({ user }) => {
      forget()
      signIn(user)
      void navigate(homeOf(user), { replace: true })
    },
    onRefused: (problem: Problem) => {
      const field = FIELD_OF[problem.code]
      if (field) form.setError(field, { type: 'server', message: problem.message }, { shouldFocus: true })
      else setRefusal(showProblem(form, problem))
    },
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    return submission.submit({
      ...values,
      currency,
      invite_code: values.role === 'manager' ? values.invite_code : null,
    })
  })

  return (
    <AuthFrame
      title={isForManagers ? 'Join your garage' : 'Register'}
      note={
        code
          ? 'You were invited as a manager. Fill in who you are, and start.'
          : isForManagers &&
            'As a manager, with a code from the owner. To open a new garage, ask whoever runs this server.'
      }
      footer={
        <>
          Already registered? <TextLink to="/login">Log in</TextLink>
        </>
      }
    >
      <Form onSubmit={submit} className="space-y-4">
        {refusal && <Notice>{refusal}</Notice>}
        {submission.state === 'unanswered' && (
          <Notice tone="warning">
            No answer from the server yet. We keep trying; you will not be registered twice.
          </Notice>
        )}
        {!isForManagers && (
          <div>
            <p className="mb-1.5 font-medium text-sm">I am</p>
            <Choice
              label="I am"
              value={role}
              onChange={(value) => form.setValue('role', value)}
              options={[
                { value: 'owner', label: 'the owner' },
                { value: 'manager', label: 'a manager' },
              ]}
            />
          </div>
        )}
        {role === 'manager' && (
          <Field
            label="Invite code"
            error={errors.invite_code?.message}
            hint={code ? undefined : 'Eight letters and digits, from the owner.'}
          >
            {(control) => <CodeInput {...control} {...form.register('invite_code')} />}
          </Field>
        )}
        <Field label="Your name" error={errors.name?.message}>
          {(control) => <Input autoComplete="name" {...control} {...form.register('name')} />}
        </Field>
        <Field label="Phone" error={errors.phone?.message} warning={look}>
          {(control) => <Input type="tel" autoComplete="tel" {...control} {...form.register('phone')} />}
        </Field>
        <Field label="E-mail" error={errors.email?.message} hint="You log in with it.">
          {(control) => (
            <Input type="email" autoComplete="username" {...control} {...form.register('email')} />
          )}
        </Field>
        <Field
          label="Password"
          error={errors.password?.message}
          hint={`At least ${LEAST_PASSWORD} characters.`}
        >
          {(control) => (
            <PasswordInput autoComplete="new-password" {...control} {...form.register('password')} />
          )}
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          className="w-full"
          busy={submission.state !== 'idle'}
        >
          {role === 'manager' ? 'Join the garage' : 'Register'}
        </Button>
      </Form>
    </AuthFrame>
  )
}

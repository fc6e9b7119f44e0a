import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { meQuery } from '@/domain/session'
import { AuthFrame, TextLink } from './auth-frame'
import { CodeInput } from './code-input'
import { JoinAsMe } from './join-as-me'
import { PasswordInput } from './password-input'
import { LEAST_PASSWORD, useRegistration } from './use-registration'

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
  const { form, isForManagers, look, refusal, submission, submit } = useRegistration(code)
  const { errors } = form.formState
  const role = form.watch('role')

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
        <PersonFields form={form} look={look} />
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

interface PersonFieldsProps {
  form: ReturnType<typeof useRegistration>['form']
  look: ReturnType<typeof useRegistration>['look']
}

function PersonFields({ form, look }: PersonFieldsProps) {
  const { errors } = form.formState
  return (
    <>
      <Field label="Your name" error={errors.name?.message}>
        {(control) => <Input autoComplete="name" {...control} {...form.register('name')} />}
      </Field>
      <Field label="Phone" error={errors.phone?.message} warning={look}>
        {(control) => <Input type="tel" autoComplete="tel" {...control} {...form.register('phone')} />}
      </Field>
      <Field label="E-mail" error={errors.email?.message} hint="You log in with it.">
        {(control) => <Input type="email" autoComplete="username" {...control} {...form.register('email')} />}
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
    </>
  )
}

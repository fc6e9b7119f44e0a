import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { homeOf, registrationQuery, useSignIn } from '@/domain/session'
import { usePhoneLook } from '@/domain/use-look'
import { required } from '@/lib/schema'
import { likelyCurrency, localTimezone } from '@/lib/time-zones'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'

export const LEAST_PASSWORD = 8

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

/** What is typed to register, and how that is done exactly once. */
export function useRegistration(code: string) {
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
  return { form, isForManagers, look, refusal, submission, submit }
}

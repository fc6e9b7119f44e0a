import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { shownPhone } from '@/domain/phone'
import { rememberLogin } from '@/domain/session'
import { z } from '@/lib/zod'
import { AuthFrame, TextLink } from './auth-frame'
import { NewPasswordField, newPassword } from './new-password'

/** A password set by a link of the owner. The secret stands after the #, so no server writes it down. */
export function Component() {
  const [token] = useState(() => window.location.hash.slice(1))
  const link = useQuery({
    queryKey: ['password-link', token],
    queryFn: () => unwrap(api.POST('/api/auth/password-link', { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: token !== '',
  })
  const { data } = link
  const login = data && (data.login.includes('@') ? data.login : shownPhone(data.login))
  return (
    <AuthFrame
      title="Set your password"
      note={data && `${data.name}, you then log in to ${data.workshop_name} with ${login} and this password.`}
      footer={
        <>
          Already have a password? <TextLink to="/login">Log in</TextLink>
        </>
      }
    >
      {token === '' ? (
        <Notice>This link is not complete. Open it again from the message, or scan the QR code again.</Notice>
      ) : link.isError ? (
        <Notice>{sentence(link.error)}</Notice>
      ) : data ? (
        <PasswordForm token={token} login={data.login} />
      ) : (
        <Skeleton className="h-32" />
      )}
    </AuthFrame>
  )
}

const schema = z.object({ new_password: newPassword })

function PasswordForm({ token, login }: { token: string; login: string }) {
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { new_password: '' } })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ new_password }) => {
    setRefusal(null)
    try {
      await unwrap(api.POST('/api/auth/set-password', { body: { token, new_password } }))
      rememberLogin(login)
      toast.success('Password set', { description: 'Log in with it now.' })
      await navigate('/login', { replace: true })
    } catch (error) {
      setRefusal(error instanceof Problem ? showProblem(form, error) : sentence(error))
    }
  })
  return (
    <Form onSubmit={submit} className="space-y-4">
      {refusal && <Notice>{refusal}</Notice>}
      <input type="hidden" autoComplete="username" value={login} readOnly />
      <NewPasswordField error={errors.new_password?.message} {...form.register('new_password')} />
      <Button type="submit" variant="primary" size="lg" className="w-full" busy={isSubmitting}>
        Set the password
      </Button>
    </Form>
  )
}

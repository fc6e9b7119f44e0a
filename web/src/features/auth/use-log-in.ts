import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { homeOf, rememberedLogin, useSignIn } from '@/domain/session'
import { showPasskey } from '@/lib/passkey'
import { safeNext } from '@/lib/safe-next'
import { required } from '@/lib/schema'
import { z } from '@/lib/zod'
import { who } from './who'

const schema = z.object({
  login: required('your e-mail or phone number'),
  password: z.string().min(1, 'Enter your password.'),
  code: z.string().trim(),
})

const NOTICE_MS = 30_000
const OF_THE_CODE = new Set<Problem['code']>(['second_factor_required', 'wrong_code'])

/** The form of a log-in by password, with a code where one is asked for, or by a passkey; then to where `next` leads. */
export function useLogIn(next: string | null) {
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

  const enter = async ({ user, notice }: Schemas['SignedIn']) => {
    signIn(user)
    if (notice) toast.warning(notice, { duration: NOTICE_MS })
    const home = homeOf(user)
    await navigate(home === '/setup' ? home : (safeNext(next) ?? home), { replace: true })
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
  return { form, known, refusal, asksCode, submit, isShowing, showOne }
}

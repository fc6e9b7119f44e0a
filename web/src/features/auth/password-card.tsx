import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useMe } from '@/domain/session'
import { z } from '@/lib/zod'
import { NewPasswordField, newPassword } from './new-password'
import { PasswordInput } from './password-input'

const EMPTY = { current_password: '', new_password: '' }

const schema = z.object({
  current_password: z.string().min(1, 'Enter your current password.'),
  new_password: newPassword,
})

/** A new password; every other device is logged out by it. */
export function PasswordCard() {
  const me = useMe()
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: EMPTY })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (body) => {
    setRefusal(null)
    try {
      await unwrap(api.PUT('/api/auth/password', { body }))
      form.reset(EMPTY)
      toast.success('Password changed', { description: 'Your other devices are logged out.' })
    } catch (error) {
      setRefusal(error instanceof Problem ? showProblem(form, error) : sentence(error))
    }
  })
  return (
    <Card>
      <CardHead title="Password" />
      <Form onSubmit={submit} className="space-y-4 p-4">
        {refusal && <Notice>{refusal}</Notice>}
        {/* Tells a password manager whose password this is. */}
        <input type="email" autoComplete="username" value={me.email} readOnly hidden />
        <Field label="Current password" error={errors.current_password?.message}>
          {(control) => (
            <PasswordInput
              autoComplete="current-password"
              {...control}
              {...form.register('current_password')}
            />
          )}
        </Field>
        <NewPasswordField error={errors.new_password?.message} {...form.register('new_password')} />
        <Button type="submit" variant="outline" className="w-full sm:w-auto" busy={isSubmitting}>
          Change password
        </Button>
      </Form>
    </Card>
  )
}

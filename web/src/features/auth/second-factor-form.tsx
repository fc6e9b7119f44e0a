import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { PasswordInput } from './password-input'

interface Values {
  password: string
  code: string
}

interface FactorFormProps {
  note?: string
  asks: (keyof Values)[]
  codeLabel?: string
  action: string
  onCancel: () => void
  send: (values: Values) => Promise<void>
  /** What else there is to fill in, above the password. */
  children?: ReactNode
}

/** Asks for the password, for a code, or for both. */
export function FactorForm({
  note,
  asks,
  codeLabel = 'Code from your app',
  action,
  onCancel,
  send,
  children,
}: FactorFormProps) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useForm<Values>({ defaultValues: { password: '', code: '' } })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (values) => {
    setRefusal(null)
    try {
      await send(values)
    } catch (error) {
      setRefusal(error instanceof Problem ? showProblem(form, error) : sentence(error))
    }
  })
  return (
    <Form onSubmit={submit} className="space-y-4">
      {note && <p className="text-muted text-sm">{note}</p>}
      {refusal && <Notice>{refusal}</Notice>}
      {children}
      {asks.includes('password') && (
        <Field label="Your password" error={errors.password?.message}>
          {(control) => (
            <PasswordInput
              autoComplete="current-password"
              {...control}
              {...form.register('password', { required: 'Enter your password.' })}
            />
          )}
        </Field>
      )}
      {asks.includes('code') && (
        <Field label={codeLabel} error={errors.code?.message}>
          {(control) => (
            <Input
              autoComplete="one-time-code"
              spellCheck={false}
              className="figure"
              {...control}
              {...form.register('code', { required: 'Enter the code.' })}
            />
          )}
        </Field>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {action}
        </Button>
        <Button variant="outline" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </Form>
  )
}

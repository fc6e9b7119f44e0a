import type { ComponentProps } from 'react'
import { Field } from '@/components/field'
import { z } from '@/lib/zod'
import { PasswordInput } from './password-input'

export const newPassword = z.string().min(8, 'At least 8 characters.').max(128, 'At most 128 characters.')

interface Props extends ComponentProps<typeof PasswordInput> {
  error: string | undefined
}

/** Where a password is chosen, with what makes a good one. */
export function NewPasswordField({ error, ...input }: Props) {
  return (
    <Field
      label="New password"
      error={error}
      hint="At least 8 characters. A few unrelated words make a good one."
    >
      {(control) => <PasswordInput autoComplete="new-password" {...control} {...input} />}
    </Field>
  )
}

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { showProblem } from '@/api/form-problem'
import { Field } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { useMe } from '@/domain/session'
import { required } from '@/lib/schema'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'
import { CodeInput } from './code-input'
import { useJoin } from './use-join'

const schema = z.object({ invite_code: required('the code') })

/** Lets somebody with an account into a further garage, by its code; what comes next is done in it. */
export function JoinGarage({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const [refusal, setRefusal] = useState<string | null>(null)
  const { form, forget } = useKeptForm({
    name: 'join-garage',
    resolver: zodResolver(schema),
    proposed: { invite_code: '' },
  })
  const close = () => {
    forget()
    onClose()
  }
  const submission = useJoin({
    me,
    onNotOpened: close,
    onRefused: (problem) => {
      if (problem.code === 'invalid_invite_code')
        form.setError('invite_code', { type: 'server', message: problem.message }, { shouldFocus: true })
      else setRefusal(showProblem(form, problem))
    },
  })
  const submit = form.handleSubmit((values) => {
    setRefusal(null)
    return submission.submit(values)
  })
  return (
    <SubmissionDialog
      title="Join a garage"
      description={`You join as ${me.name}, with the same log-in. Your other garages stay as they are.`}
      state={submission.state}
      refusal={refusal}
      unanswered="No answer from the server yet. We keep trying; you cannot join twice."
      action="Join the garage"
      onSubmit={submit}
      onClose={close}
    >
      <Field
        label="Invite code"
        error={form.formState.errors.invite_code?.message}
        hint="Eight letters and digits, from the owner of that garage."
      >
        {(control) => <CodeInput {...control} {...form.register('invite_code')} />}
      </Field>
    </SubmissionDialog>
  )
}

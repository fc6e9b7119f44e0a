import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem } from '@/api/form-problem'
import { isUnderWay } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { useMe } from '@/domain/session'
import { required } from '@/lib/schema'
import { z } from '@/lib/zod'
import { useJoin } from './use-join'

const schema = z.object({ invite_code: required('the code') })

/** Lets somebody with an account into a further garage, by its code; what comes next is done in it. */
export function JoinGarage({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { invite_code: '' } })
  const submission = useJoin({
    me,
    onNotOpened: onClose,
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
    <Dialog open onOpenChange={(open) => !open && !isUnderWay(submission.state) && onClose()}>
      <DialogContent
        title="Join a garage"
        description={`You join as ${me.name}, with the same log-in. Your other garages stay as they are.`}
      >
        <Form onSubmit={submit} className="space-y-4">
          {refusal && <Notice>{refusal}</Notice>}
          {submission.state === 'unanswered' && (
            <Notice tone="warning">No answer from the server yet. We keep trying; you join once.</Notice>
          )}
          <Field
            label="Invite code"
            error={form.formState.errors.invite_code?.message}
            hint="Eight letters and digits, from the owner of that garage."
          >
            {(control) => (
              <Input
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                className="figure uppercase"
                {...control}
                {...form.register('invite_code')}
              />
            )}
          </Field>
          <Button
            type="submit"
            variant="primary"
            size="lg"
            className="w-full"
            busy={submission.state !== 'idle'}
          >
            Join the garage
          </Button>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

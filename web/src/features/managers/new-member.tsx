import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { isUnderWay, useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { required } from '@/lib/schema'
import { useKeptForm } from '@/lib/use-kept-form'
import { z } from '@/lib/zod'
import { NewTerms, useNewTerms } from './new-terms'
import { PasswordLinkDialog } from './password-link'

/** Under which it is kept what is typed. */
export const NEW_MEMBER = 'new-member'

const schema = z.object({ name: required('the name', 120), phone: required('the phone number', 32) })

/** Makes somebody a member by name and phone number, then shows the link that sets the password. */
export function NewMember({ workshopName, onClose }: { workshopName: string; onClose: () => void }) {
  const { of, form, made, refusal, state, close, add } = useNewMember(onClose)
  const { errors } = form.formState
  if (made) {
    return (
      <PasswordLinkDialog
        memberId={made.id}
        name={made.name}
        hasPassword={false}
        workshopName={workshopName}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title="Add a member"
        description="They need no e-mail: they log in with the phone number."
      >
        <Form onSubmit={add} className="space-y-4">
          {refusal && <Notice>{refusal}</Notice>}
          {state === 'unanswered' && (
            <Notice tone="warning">
              No answer from the server yet. We keep trying; they are added once.
            </Notice>
          )}
          <Field label="Name" error={errors.name?.message}>
            {(control) => <Input autoComplete="off" autoFocus {...control} {...form.register('name')} />}
          </Field>
          <Field label="Phone" error={errors.phone?.message}>
            {(control) => (
              <Input
                type="tel"
                autoComplete="off"
                className="figure"
                {...control}
                {...form.register('phone')}
              />
            )}
          </Field>
          <NewTerms of={of} but="owner" />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            className="w-full"
            disabled={of.terms === null}
            busy={isUnderWay(state)}
          >
            Add
          </Button>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

/** Who is to be added as it is typed, and how that is done exactly once. */
function useNewMember(onClose: () => void) {
  const client = useQueryClient()
  const of = useNewTerms(NEW_MEMBER)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [made, setMade] = useState<{ id: string; name: string } | null>(null)
  const { form, forget } = useKeptForm({
    name: NEW_MEMBER,
    resolver: zodResolver(schema),
    proposed: { name: '', phone: '' },
  })
  const putAway = () => {
    forget()
    of.forget()
  }
  const close = () => {
    putAway()
    onClose()
  }
  const { submit, state, renew } = useSubmission({
    name: NEW_MEMBER,
    send: (body: Schemas['NewMember'], key) =>
      unwrap(api.POST('/api/members', { body, params: { header: { 'Idempotency-Key': key } } })),
    onDone: ({ member_id }, { name }) => {
      putAway()
      setMade({ id: member_id, name })
      void client.invalidateQueries({ queryKey: ['managers'] })
      void client.invalidateQueries({ queryKey: ['members'] })
    },
    onRefused: (problem) => setRefusal(showProblem(form, problem)),
  })
  const add = form.handleSubmit((body) => {
    setRefusal(null)
    renew()
    void submit({ ...body, role: of.role, ...of.terms })
  })
  return { of, form, made, refusal, state, close, add }
}

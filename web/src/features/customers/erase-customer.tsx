import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { isUnderWay, useSubmission } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import type { CustomerDetail } from './queries'

interface EraseCustomerProps {
  customer: CustomerDetail
  onClose: () => void
}

/** Erases a customer who asks for it, once nothing is outstanding; says what goes and what stays. */
export default function EraseCustomer({ customer, onClose }: EraseCustomerProps) {
  const { submit, state, kept, refusal } = useErase(customer.id)
  const { money } = useFormats()
  const { outstanding_amount: owed } = customer
  return (
    <Dialog open onOpenChange={(open) => !open && !isUnderWay(state) && onClose()}>
      <DialogContent
        title={kept ? 'Customer erased' : 'Erase customer'}
        description={kept ? 'What stays:' : 'For a customer who asks for it. This cannot be undone.'}
      >
        {kept ? (
          <ul className="list-disc space-y-1 pl-5 text-muted text-sm">
            {kept.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : (
          <div className="space-y-3 text-sm">
            <GoesAndStays customer={customer} />
            {owed > 0 ? (
              <Notice tone="warning">
                {customer.name} still owes {money(owed)}. Record the payment or write it off first, then
                erase.
              </Notice>
            ) : (
              refusal && <Notice>{refusal}</Notice>
            )}
            {state === 'unanswered' && (
              <Notice tone="warning">No answer from the server yet. We keep trying.</Notice>
            )}
          </div>
        )}
        <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
          <DialogClose asChild>
            <Button variant="outline">{kept ? 'Close' : 'Cancel'}</Button>
          </DialogClose>
          {!kept && (
            <Button variant="danger" busy={state !== 'idle'} disabled={owed > 0} onClick={() => submit()}>
              Erase
            </Button>
          )}
        </div>
      </DialogContent>
    </Dialog>
  )
}

function GoesAndStays({ customer: { name, job_count: jobs } }: { customer: CustomerDetail }) {
  return (
    <>
      <p>
        <strong className="font-medium">What goes:</strong>{' '}
        <span className="text-muted">
          name, phones, e-mail, tax number, address and notes of {name}, here and on{' '}
          {jobs === 1 ? 'the job' : `all ${jobs} jobs`}. Nobody finds this customer any more.
        </span>
      </p>
      <p>
        <strong className="font-medium">What stays:</strong>{' '}
        <span className="text-muted">
          all amounts and figures, the vehicles and their history, descriptions of the work, notes and reasons
          typed with payments and estimates, and invoices and receipts as they were issued, because the tax
          law wants them.
        </span>
      </p>
    </>
  )
}

/** Erases a customer exactly once; `kept` is what stays, once it is done. */
function useErase(customerId: string) {
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<string | null>(null)
  // What stays, as the server says once it is done.
  const [kept, setKept] = useState<string[] | null>(null)
  const submission = useSubmission({
    name: `erase:${customerId}`,
    send: (_: object, key) =>
      unwrap(
        api.POST('/api/customers/{customer_id}/erase', {
          params: { path: { customer_id: customerId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: (done) => {
      setKept(done.kept)
      void refreshMoney(client)
    },
    onRefused: (problem) => {
      setRefusal(problem.message)
      void refreshMoney(client)
    },
  })
  const submit = () => {
    setRefusal(null)
    void submission.submit({})
  }
  return { submit, state: submission.state, kept, refusal }
}

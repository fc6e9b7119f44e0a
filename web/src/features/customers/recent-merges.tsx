import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { refreshRecords } from '@/domain/refresh'
import { inSentence } from '@/lib/days'
import type { CustomerDetail } from './queries'

/** Who was merged into a customer lately, each with the way to undo it. */
export function RecentMerges({ customer }: { customer: CustomerDetail }) {
  return customer.recent_merges.map((merge) => (
    <RecentMerge key={merge.customer_id} customerId={customer.id} merge={merge} />
  ))
}

function RecentMerge({ customerId, merge }: { customerId: string; merge: Schemas['RecentMerge'] }) {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const { submit, state } = useSubmission({
    name: `unmerge:${merge.customer_id}`,
    send: (body: Schemas['Merge'], key) =>
      unwrap(
        api.POST('/api/customers/{customer_id}/merge/undo', {
          params: { path: { customer_id: customerId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onDone: () => {
      toast.success('Merge undone')
      refreshRecords(client)
    },
    onRefused: (problem) => {
      toast.error(sentence(problem))
      refreshRecords(client)
    },
  })
  return (
    <Notice tone="info" className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <span>
        Merged with {merge.name}. You can undo this until {inSentence(dayTime(merge.undo_until))}.
      </span>
      <Button
        size="sm"
        variant="outline"
        busy={state !== 'idle'}
        onClick={() => void submit({ customer_id: merge.customer_id })}
      >
        Undo merge
      </Button>
    </Notice>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { NoteCount } from '@/components/note-count'
import { useNothingCounted } from '@/components/nothing-counted'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import type { Settlement } from '@/domain/settlements'
import { RejectDialog } from '@/features/payments/reject-dialog'
import { countTotal, type NoteCount as Pieces } from '@/lib/denominations'
import { useTyped } from '@/lib/use-draft'
import { handOverQuery, REJECT_REASONS, receiveCounted, rejectSettlement } from './queries'

const EMPTY: { count: Pieces } = { count: {} }

/** Counts what is received, without a word of what was handed over or of what the book says. */
export function ReceiveCount({ handOver }: { handOver: Settlement }) {
  const client = useQueryClient()
  const { decimals, money } = useFormats()
  const { typed, type, forget } = useTyped(`receive-${handOver.id}`, EMPTY)
  const { count } = typed
  const nothing = useNothingCounted('no cash came')
  const [isBusy, setBusy] = useState(false)
  const [isRejecting, setRejecting] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const sum = countTotal(count, decimals)
  const receive = async () => {
    setBusy(true)
    setError(null)
    try {
      const received = await receiveCounted(handOver.id, count)
      forget()
      client.setQueryData(handOverQuery(handOver.id).queryKey, received)
    } catch (problem) {
      setError(problem)
      setBusy(false)
    } finally {
      void refreshMoney(client)
    }
  }
  return (
    <Form
      className="max-w-xl"
      onSubmit={(event) => {
        event.preventDefault()
        if (nothing.maySend(sum)) void receive()
      }}
    >
      <Card>
        <CardHead title="Count what you receive" />
        <fieldset disabled={isBusy} className="p-4">
          <legend className="float-left mb-4 w-full text-muted text-sm">
            What you count leaves the manager’s hand. Then you both see both counts, and neither can be
            changed.
          </legend>
          <div className="clear-both space-y-4">
            {error !== null && <Notice>{sentence(error)}</Notice>}
            {nothing.question(sum)}
            <NoteCount value={count} onChange={(changed) => type({ count: changed })} showsTotal autoFocus />
          </div>
        </fieldset>
      </Card>
      <div className="z-10 flex gap-2 bg-background py-2 max-lg:sticky max-lg:bottom-(--bar)">
        <Button size="lg" variant="outline" aria-haspopup="dialog" onClick={() => setRejecting(true)}>
          Reject
        </Button>
        <Button type="submit" variant="primary" size="lg" className="flex-1" busy={isBusy}>
          {`Received ${money(sum)}`}
        </Button>
      </div>
      {isRejecting && (
        <RejectDialog
          about={handOver.id}
          title="Reject hand-over"
          reasons={REJECT_REASONS}
          action="Reject hand-over"
          onReject={(reason) => rejectSettlement(handOver.id, reason).finally(() => refreshMoney(client))}
          onClose={() => setRejecting(false)}
        >
          {handOver.manager_name ?? 'The manager'} still has the cash.
        </RejectDialog>
      )}
    </Form>
  )
}

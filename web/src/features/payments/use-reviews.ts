import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { countedPayments, type Payment } from '@/domain/payment-labels'
import { useCan } from '@/domain/permissions'
import { refreshMoney } from '@/domain/refresh'
import { confirmPayment } from './queries'
import { type Decision, type Reviewed, UndoWindow } from './undo-window'

function send({ id }: Reviewed, decision: Decision) {
  return decision.verdict === 'confirmed'
    ? confirmPayment(id)
    : unwrap(
        api.PUT('/api/payments/{payment_id}/reject', {
          params: { path: { payment_id: id } },
          body: { reason: decision.reason },
          // Kept alive, so that closing the tab does not cut off what was decided.
          keepalive: true,
        }),
      )
}

function reviewed({ id, amount, kind, job }: Payment): Reviewed {
  return { id, amount, kind, about: job ? `${job.customer_name}, ${job.vehicle_number}` : '' }
}

/** The owner's decisions on payments, each with a few seconds to take it back before it is sent. */
export function useReviews() {
  const client = useQueryClient()
  const [undoWindow] = useState(
    () =>
      new UndoWindow({
        send,
        onSent: async (failures) => {
          const [first] = failures
          if (first) {
            const which =
              failures.length === 1 ? first.item.about : countedPayments(failures.length, first.item.kind)
            toast.error(`Not recorded: ${which}`, { description: sentence(first.error), duration: 10_000 })
          }
          await refreshMoney(client)
        },
      }),
  )
  const snapshot = useSyncExternalStore(undoWindow.subscribe, undoWindow.snapshot)
  const canReview = useCan('payments:review')
  useEffect(() => {
    if (canReview) undoWindow.resume()
    const leave = () => undoWindow.flush(Number.POSITIVE_INFINITY)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      undoWindow.flush()
    }
  }, [undoWindow, canReview])
  return useMemo(
    () => ({
      ...snapshot,
      review: (payments: Payment[], decision: Decision) =>
        undoWindow.review(payments.map(reviewed), decision),
      undo: (batchId?: string) => undoWindow.undo(batchId),
    }),
    [snapshot, undoWindow],
  )
}

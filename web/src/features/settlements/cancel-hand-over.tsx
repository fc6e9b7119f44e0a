import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import type { Settlement } from '@/domain/settlements'
import { RejectDialog } from '@/features/payments/reject-dialog'

const REASONS = ['Wrong amount', 'Counted again', 'Handed over by mistake']

interface CancelHandOverProps {
  settlement: Settlement
  onClose: () => void
}

/** Takes one's own hand-over back while it waits for the owner. */
export function CancelHandOver({ settlement, onClose }: CancelHandOverProps) {
  const client = useQueryClient()
  const { money } = useFormats()
  const sum = money(settlement.amount ?? 0)
  const cancel = async (reason: string) => {
    await unwrap(
      api.POST('/api/settlements/{settlement_id}/cancel', {
        params: { path: { settlement_id: settlement.id } },
        body: { reason },
      }),
    )
    toast.success(`${sum} taken back`)
    void refreshMoney(client)
  }
  return (
    <RejectDialog
      about={settlement.id}
      title={`Take back ${sum}`}
      reasons={REASONS}
      action="Take back"
      reader="The owner"
      onReject={cancel}
      onClose={onClose}
    >
      The cash is in your hand again, to hand over later.
    </RejectDialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import type { Settlement } from '@/domain/settlements'
import { RejectDialog } from '@/features/payments/reject-dialog'
import { reverseSettlement } from './queries'

const REASONS = ['Confirmed by mistake', 'Counted wrong', 'Cash given back']

interface ReverseHandOverProps {
  handOver: Settlement
  onClose: () => void
}

/** Reverses a hand-over that was received by mistake: the cash is in the manager's hand again. */
export function ReverseHandOver({ handOver, onClose }: ReverseHandOverProps) {
  const client = useQueryClient()
  const { money } = useFormats()
  const name = handOver.manager_name ?? 'The manager'
  return (
    <RejectDialog
      about={handOver.id}
      title={`Reverse ${money(handOver.amount ?? 0)}`}
      reasons={REASONS}
      action="Reverse"
      onReject={async (reason) => {
        await reverseSettlement(handOver.id, reason).finally(() => refreshMoney(client))
        toast.success(`${name} has the cash in hand again`)
      }}
      onClose={onClose}
    >
      {name} has the cash in hand again, to hand over once more. This hand-over stays on record.
    </RejectDialog>
  )
}

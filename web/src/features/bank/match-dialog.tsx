import { useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Checkbox } from '@/components/ui/checkbox'
import { useFormats } from '@/domain/formats'
import { refreshMoney } from '@/domain/refresh'
import { newId } from '@/lib/new-id'
import { useTyped } from '@/lib/use-draft'
import { type BankPayment, type Credit, matchByHand } from './queries'

interface MatchDialogProps {
  row: Credit
  entered: BankPayment[]
  onClose: () => void
}

/** Says by hand which payments a credit is: those nearest to its sum stand first. */
export function MatchDialog({ row, entered, onClose }: MatchDialogProps) {
  const client = useQueryClient()
  const { money } = useFormats()
  const { typed, type, forget } = useTyped(`match:${row.id}`, { ticked: [] as string[], key: newId() })
  const { key } = typed
  const ticked = typed.ticked.filter((known) => entered.some(({ id }) => id === known))
  const close = () => {
    forget()
    onClose()
  }
  const nearest = [...entered].sort(
    (one, other) => Math.abs(one.amount - row.amount) - Math.abs(other.amount - row.amount),
  )
  const sum = entered.filter(({ id }) => ticked.includes(id)).reduce((total, { amount }) => total + amount, 0)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Which payments are ${money(row.amount)}?`}
      action="Match"
      isReady={ticked.length > 0}
      onConfirm={async () => {
        await matchByHand(row.id, ticked, key)
        await Promise.all([client.invalidateQueries({ queryKey: ['bank'] }), refreshMoney(client)])
      }}
    >
      <p className="break-words font-mono text-2xs">{row.narration}</p>
      <ul className="mt-3 max-h-[50vh] divide-y overflow-y-auto border-y text-foreground">
        {nearest.map((payment) => (
          <li key={payment.id}>
            <label className="flex cursor-pointer items-center gap-1 text-sm" htmlFor={`match ${payment.id}`}>
              <Checkbox
                id={`match ${payment.id}`}
                checked={ticked.includes(payment.id)}
                onCheckedChange={(isTicked) =>
                  type({
                    ticked:
                      isTicked === true
                        ? [...ticked, payment.id]
                        : ticked.filter((another) => another !== payment.id),
                  })
                }
              />
              <span className="figure">{money(payment.amount)}</span>
              <span className="min-w-0 break-words">
                {payment.customer_name}{' '}
                <span className="figure text-muted text-xs">{payment.vehicle_number}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {ticked.length > 0 && sum !== row.amount && (
        <p className="mt-3 text-warning">
          They come to {money(sum)}: {money(Math.abs(sum - row.amount))}{' '}
          {sum > row.amount ? 'more than came in, such as a fee.' : 'less than came in.'}
        </p>
      )}
    </ConfirmDialog>
  )
}

import { FileText, ReceiptText, Share2 } from 'lucide-react'
import { useRef } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { isUnderWay } from '@/api/use-submission'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useCan } from '@/domain/permissions'
import { receipt } from './paper'
import { share } from './paper-links'
import { canShare } from './share'
import { useIssue } from './use-issue'

type Wanted = 'a4' | 'thermal' | 'share'

interface ReceiptMenuProps {
  payment: { id: string; receipt_number: string | null; verdict: string }
  /** How the payment is called where only the button is heard. */
  name: string
}

/** The receipt of a payment: issued when it is first asked for, then opened as a page or for the till's roll. */
export function ReceiptMenu({ payment, name }: ReceiptMenuProps) {
  const { id, receipt_number: number } = payment
  const canIssue = useCan('documents:issue')
  const { state, issueFirst } = useReceipt(id)
  const isWaiting = state === 'unanswered'
  if (!number && !canIssue) return null
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          busy={isUnderWay(state)}
          className="-ml-3 gap-1.5 font-normal text-muted fine:-ml-2.5"
          aria-label={number ? `Receipt ${number} of ${name}` : `Receipt of ${name}`}
        >
          {!isUnderWay(state) && <ReceiptText aria-hidden />}
          {isWaiting ? (
            'No answer yet. We keep trying.'
          ) : number ? (
            <>
              <span className="figure">{number}</span>
              {payment.verdict === 'rejected' && ' cancelled'}
            </>
          ) : (
            'Receipt'
          )}
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        {(['a4', 'thermal'] as const).map((format) => {
          const words = (
            <>
              {format === 'a4' ? <FileText aria-hidden /> : <ReceiptText aria-hidden />}
              {format === 'a4' ? 'A4 page' : 'Till roll 80 mm'}
            </>
          )
          return number ? (
            <MenuItem key={format} asChild>
              <a href={receipt(id, number, format).href} target="_blank" rel="noopener">
                {words}
              </a>
            </MenuItem>
          ) : (
            <MenuItem key={format} onSelect={() => issueFirst(format)}>
              {words}
            </MenuItem>
          )
        })}
        {canShare() && (
          <MenuItem onSelect={() => (number ? void share([receipt(id, number)]) : issueFirst('share'))}>
            <Share2 aria-hidden />
            Share
          </MenuItem>
        )}
        {!number && (
          <p className="max-w-52 border-t px-3 pt-2 pb-1.5 text-muted text-xs">
            Once issued it cannot be changed.
          </p>
        )}
      </MenuContent>
    </Menu>
  )
}

/** Issues the receipt of a payment exactly once, then opens it in the way that was wanted. */
function useReceipt(id: string) {
  // A tab can only be opened while a press lasts, so it is opened empty and filled when the number is there.
  const tab = useRef<Window | null>(null)
  const { submit, state } = useIssue({
    name: `receipt:${id}`,
    send: ({ paymentId }: { paymentId: string; wanted: Wanted }, key) =>
      unwrap(
        api.POST('/api/documents/receipt/{payment_id}/issue', {
          params: { path: { payment_id: paymentId }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onDone: ({ number: given }, { wanted }) => {
      const { href } = receipt(id, given, wanted === 'thermal' ? 'thermal' : 'a4')
      if (wanted === 'share') return void share([receipt(id, given)])
      if (tab.current && !tab.current.closed) {
        tab.current.location.replace(href)
        tab.current = null
        return toast.success(`Receipt ${given} issued`)
      }
      toast.success(`Receipt ${given} issued`, {
        action: { label: 'Open', onClick: () => window.open(href, '_blank', 'noopener') },
      })
    },
    onRefused: (problem) => {
      tab.current?.close()
      const isSpent = problem.code === 'idempotency_key_reused'
      toast.error('No receipt', {
        description: isSpent
          ? 'Your earlier try was recorded after all. Open the receipt again.'
          : problem.message,
      })
    },
  })
  const issueFirst = (wanted: Wanted) => {
    if (state !== 'idle') return
    tab.current = wanted === 'share' ? null : window.open('', '_blank')
    void submit({ paymentId: id, wanted })
  }
  return { state, issueFirst }
}

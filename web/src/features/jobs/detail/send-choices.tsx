import { ExternalLink, Mail, MessageCircle, Share2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { useSendInvoice, Way } from './use-send-invoice'

interface SendChoicesProps {
  sending: ReturnType<typeof useSendInvoice>
  isIssued: boolean
  /** The invoice is being issued. */
  isBusy: boolean
  onChoose: (way: Way) => void
}

const ICONS = { share: Share2, email: Mail, whatsapp: MessageCircle }

/** The ways to hand an invoice on, the best first: by the server, in an app of one's own, as a file. */
export function SendChoices({ sending, isIssued, isBusy, onChoose }: SendChoicesProps) {
  const { ways, chosen, state } = sending
  const isOnItsWay = isBusy || state !== 'idle'
  return (
    <div className="mt-5 grid gap-2">
      {ways.map((way, place) => {
        const Icon = way.isDraft ? ExternalLink : ICONS[way.by]
        const words = wordsOf(way)
        return (
          <Button
            key={`${way.by} ${way.isDraft}`}
            variant={place === 0 ? 'primary' : 'outline'}
            size={place === 0 ? 'lg' : 'md'}
            className="w-full"
            busy={isOnItsWay && chosen === way.by}
            disabled={isOnItsWay}
            records
            onClick={() => onChoose(way)}
          >
            <Icon aria-hidden />
            {isIssued ? words.charAt(0).toUpperCase() + words.slice(1) : `Issue and ${words}`}
          </Button>
        )
      })}
    </div>
  )
}

function wordsOf({ by, isDraft }: Way): string {
  if (by === 'share') return 'share the PDF'
  if (by === 'email') return 'send by e-mail'
  return isDraft ? 'open WhatsApp' : 'send by WhatsApp'
}

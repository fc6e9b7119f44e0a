import { useQuery } from '@tanstack/react-query'
import { MessageCircle } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import type { Job } from '@/domain/jobs'
import { workshopQuery } from '@/domain/workshop'
import { useNoteDraft } from '@/features/messages/use-note-draft'
import { now } from '@/lib/clock'
import { jobMessage, whatsAppToCustomer } from './whatsapp'

interface WhatsAppCustomerProps {
  job: Job
  /** Only the sign of it, where the row says whose it is. */
  isIcon?: boolean
}

/** Opens a chat with the customer in which the message is already written, and notes the draft among the job's messages. */
export function WhatsAppCustomer({ job, isIcon }: WhatsAppCustomerProps) {
  const formats = useFormats()
  const { data: garage } = useQuery(workshopQuery)
  const note = useNoteDraft(job.id)
  const chat = garage && whatsAppToCustomer(job, garage.name, formats, now())
  if (!chat) return null
  return (
    <Button asChild variant={isIcon ? 'ghost' : 'outline'} size={isIcon ? 'icon' : 'md'}>
      <a
        data-records
        href={chat}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={isIcon ? `Write to ${job.customer_name} on WhatsApp` : 'WhatsApp'}
        onClick={() => note(jobMessage(job, garage.name, formats, now()))}
      >
        <MessageCircle aria-hidden />
        {!isIcon && <span className="max-sm:hidden">WhatsApp</span>}
      </a>
    </Button>
  )
}

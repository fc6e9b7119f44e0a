import { useQueryClient } from '@tanstack/react-query'
import { MessageCircle } from 'lucide-react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import type { Job } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { whatsAppLink } from '@/domain/phone'
import { draftLink } from '@/features/messages/draft-link'
import { previewQuery } from '@/features/messages/queries'
import { useChatTab } from '@/features/messages/use-chat-tab'
import { useNoteDraft } from '@/features/messages/use-note-draft'
import { eventNow } from './whatsapp'

interface WhatsAppCustomerProps {
  job: Job
  /** Only the sign of it, where the row says whose it is. */
  isIcon?: boolean
}

/** Opens a chat with the customer; who may write messages finds the words in it, in the customer's language. */
export function WhatsAppCustomer({ job, isIcon }: WhatsAppCustomerProps) {
  const canWrite = useCan('messages:send')
  const chat = whatsAppLink(job.phone)
  if (!chat) return null
  const shown = (
    <>
      <MessageCircle aria-hidden />
      {!isIcon && <span className="max-sm:hidden">WhatsApp</span>}
    </>
  )
  const look = {
    variant: isIcon ? 'ghost' : 'outline',
    size: isIcon ? 'icon' : 'md',
    'aria-label': isIcon ? `Write to ${job.customer_name} on WhatsApp` : 'WhatsApp',
  } as const
  if (canWrite)
    return (
      <Written job={job} look={look}>
        {shown}
      </Written>
    )
  return (
    <Button asChild {...look}>
      <a href={chat} target="_blank" rel="noopener noreferrer">
        {shown}
      </a>
    </Button>
  )
}

interface WrittenProps {
  job: Job
  look: Pick<React.ComponentProps<typeof Button>, 'variant' | 'size' | 'aria-label'>
  children: React.ReactNode
}

/** Opens the chat with the words in it, and notes the draft among the job's messages. */
function Written({ job, look, children }: WrittenProps) {
  const client = useQueryClient()
  const tab = useChatTab()
  const note = useNoteDraft(job.id)
  const write = async () => {
    tab.open()
    const event = eventNow(job)
    try {
      const { subject, text, language } = await client.fetchQuery({
        ...previewQuery(job.id, event),
        staleTime: 0,
      })
      tab.lead(draftLink('whatsapp', job.phone, subject, text) ?? '')
      note({ event, subject, text, language })
    } catch (error) {
      tab.close()
      toast.error(sentence(error))
    }
  }
  return (
    <Button {...look} data-records onClick={() => void write()}>
      {children}
    </Button>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { useState } from 'react'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { CopyButton } from '@/components/copy-button'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useFormats } from '@/domain/formats'
import { workshopQuery } from '@/domain/workshop'
import { type Quotation, sendQuotation } from './queries'
import { chatAbout, quotationMessage } from './quotation-words'

/** Hands the estimate to its customer: the message with the link is written, by WhatsApp or to be copied. */
export function SendDialog({ quotation, onClose }: { quotation: Quotation; onClose: () => void }) {
  const client = useQueryClient()
  const formats = useFormats()
  const { data: workshop } = useQuery(workshopQuery)
  const [url, setUrl] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { submit, state } = useSubmission({
    name: `estimate-sent:${quotation.id}`,
    send: (_: object, key) => sendQuotation(quotation.id, key),
    onDone: (sent) => {
      setUrl(sent.url)
      void client.invalidateQueries({ queryKey: ['jobs', 'quotations'] })
    },
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const garage = workshop?.name ?? ''
  if (url === null) {
    return (
      <SubmissionDialog
        title="Send to customer"
        description={`${quotation.customer_name} gets a link, and says yes or no there. No app, no password.`}
        state={state}
        refusal={refusal}
        action="Make the link"
        onSubmit={(event) => {
          event.preventDefault()
          void submit({})
        }}
        onClose={onClose}
      >
        <p className="text-muted text-sm">The estimate is valid for 30 days from now.</p>
      </SubmissionDialog>
    )
  }
  const chat = chatAbout(quotation, garage, url, formats)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Send to customer" description="The message is written; send it from your phone.">
        <div className="space-y-4">
          <p className="select-all break-words text-sm">
            {quotationMessage(quotation, garage, url, formats)}
          </p>
          <div className="grid gap-2 sm:grid-cols-2">
            {chat && (
              <Button asChild variant="primary" size="lg">
                <a href={chat} target="_blank" rel="noreferrer">
                  <MessageSquare aria-hidden /> WhatsApp
                </a>
              </Button>
            )}
            <CopyButton
              text={quotationMessage(quotation, garage, url, formats)}
              label="Copy message"
              size="lg"
              otherwise="Press and hold the message to copy it."
            />
          </div>
        </div>
      </DialogContent>
    </Dialog>
  )
}

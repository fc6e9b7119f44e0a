import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Card, CardHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { useFormats } from '@/domain/formats'
import { shownPhone } from '@/domain/phone'
import { inSentence } from '@/lib/days'
import { CHANNELS, consentWords } from './message-labels'
import { type Consent, consentsQuery } from './queries'

type Answer = 'yes' | 'no' | ''
const ANSWERS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const

interface ConsentsCardProps {
  customerId: string
  canAnswer: boolean
}

/** Whether a customer wants messages, as he said when he was asked, for each of his addresses. */
export default function ConsentsCard({ customerId, canAnswer }: ConsentsCardProps) {
  const { data = [] } = useQuery(consentsQuery(customerId))
  if (data.length === 0) return null
  return (
    <Card>
      <CardHead title="Wants messages" />
      <ul aria-label="Wants messages">
        {data.map((consent) => (
          <li key={`${consent.channel}:${consent.address}`} className="border-b last:border-b-0">
            <ConsentLine consent={consent} customerId={customerId} canAnswer={canAnswer} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ConsentLine({ consent, customerId, canAnswer }: ConsentsCardProps & { consent: Consent }) {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const { channel, address, is_given: isGiven } = consent
  const save = useMutation({
    mutationFn: (answer: boolean) =>
      unwrap(
        api.PUT('/api/customers/{customer_id}/consents', {
          params: { path: { customer_id: customerId } },
          body: { channel, address, is_given: answer },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['messages'] }),
    onError: (problem) => void toast.error(sentence(problem)),
  })
  const shown = channel === 'email' ? address : shownPhone(address)
  const answer: Answer = isGiven === null ? '' : isGiven ? 'yes' : 'no'
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words">
          {CHANNELS[channel]} · <span className={channel === 'email' ? undefined : 'figure'}>{shown}</span>
        </p>
        <p className="text-muted">
          {consentWords(consent, consent.at ? inSentence(dayTime(consent.at)) : '')}
          {consent.unreachable && ` ${consent.unreachable}`}
        </p>
      </div>
      {canAnswer && (
        <Choice<Answer>
          label={`Wants messages by ${CHANNELS[channel]} to ${shown}`}
          value={answer}
          options={ANSWERS}
          onChange={(chosen) => save.mutate(chosen === 'yes')}
          disabled={save.isPending}
        />
      )}
    </div>
  )
}

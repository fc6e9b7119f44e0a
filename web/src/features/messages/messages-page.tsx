import { useQuery } from '@tanstack/react-query'
import { MessageSquare, Settings } from 'lucide-react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { Notice } from '@/components/field'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import RepliesCard from '@/features/whatsapp/replies-card'
import { useAddress } from '@/lib/use-address'
import { CHANNELS } from './message-labels'
import { MessageRow } from './message-row'
import { type MessageState, messageSettingsQuery, messagesQuery } from './queries'

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'sent', label: 'Sent' },
  { value: 'unsent', label: 'Not sent' },
  { value: 'draft', label: 'Drafts' },
] as const
type Shown = (typeof SHOWN)[number]['value']
const FILTERS: Record<Shown, readonly MessageState[] | undefined> = {
  all: undefined,
  sent: ['sent', 'delivered', 'read'],
  unsent: ['failed', 'suppressed', 'queued', 'unsure'],
  draft: ['draft'],
}

/** All that was written to customers and to people of the garage. */
export function Component() {
  const canManage = useCan('workshop:manage')
  const [params, set] = useAddress()
  const shown = SHOWN.find(({ value }) => value === params.get('show'))?.value ?? 'all'
  const setShown = (value: Shown) => set({ show: value === 'all' ? '' : value })
  return (
    <>
      <PageHeader title="Messages" note="E-mails and WhatsApp messages to customers and to you.">
        {canManage && (
          <Button asChild variant="outline">
            <Link to="/settings/messages">
              <Settings aria-hidden /> Settings
            </Link>
          </Button>
        )}
      </PageHeader>
      {canManage && <Warnings />}
      <div className="mb-4 empty:hidden">
        <RepliesCard />
      </div>
      <Choice
        label="Show"
        value={shown}
        options={SHOWN}
        onChange={setShown}
        className="mb-4 w-full md:w-96"
      />
      <Card>
        <Messages shown={shown} />
      </Card>
    </>
  )
}

/** What keeps messages from going out, said before it is asked. */
function Warnings() {
  const { count } = useFormats()
  const { data } = useQuery(messageSettingsQuery)
  if (!data) return null
  const isNear = data.sent_today >= data.daily_limit * 0.8
  const stopped = data.channels.filter((channel) => channel.stopped_at)
  return (
    <>
      {stopped.map(({ channel, reason }) => (
        <Notice key={channel} className="mb-4">
          {CHANNELS[channel]} is stopped. {reason}
        </Notice>
      ))}
      {isNear && (
        <Notice tone="warning" className="mb-4">
          {count(data.sent_today)} of {count(data.daily_limit)} messages of today are used. What is more is
          not sent.
        </Notice>
      )}
    </>
  )
}

function Messages({ shown }: { shown: Shown }) {
  const query = usePages(messagesQuery(FILTERS[shown]))
  if (query.isPending)
    return (
      <div role="status" aria-label="Loading messages" className="space-y-3 p-4">
        {[1, 2, 3, 4].map((row) => (
          <Skeleton key={row} className="h-16" />
        ))}
      </div>
    )
  if (query.isError && query.rows.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.rows.length === 0)
    return shown === 'all' ? (
      <EmptyState icon={MessageSquare} title="No messages yet">
        Open a job and press Message to write to its customer. The owner can have messages sent automatically,
        in Settings.
      </EmptyState>
    ) : (
      <EmptyState icon={MessageSquare} title="No such messages">
        Choose All to see every message.
      </EmptyState>
    )
  return (
    <EndlessList
      label="Messages"
      rows={query.rows}
      rowKey={(message) => message.id}
      renderRow={(message) => <MessageRow message={message} />}
      estimatedHeight={{ card: 132, line: 132 }}
      pages={query}
    />
  )
}

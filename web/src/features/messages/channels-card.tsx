import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { CHANNELS } from './message-labels'
import { type MessageSettings, messageSettingsQuery } from './queries'

type ChannelState = MessageSettings['channels'][number]

/** Whether each way to customers works, with a test of it. */
export function ChannelsCard({ settings }: { settings: MessageSettings }) {
  return (
    <Card>
      <CardHead title="Ways to send" />
      <ul className="divide-y">
        {settings.channels.map((channel) => (
          <li key={channel.channel}>
            <ChannelRow channel={channel} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ChannelRow({
  channel: { channel, is_ready: isReady, stopped_at: stoppedAt, reason, parts },
}: {
  channel: ChannelState
}) {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const test = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/messages/channels/{channel}/test', { params: { path: { channel } } })),
    onSettled: () => void client.invalidateQueries({ queryKey: messageSettingsQuery.queryKey }),
  })
  const state = !isReady ? 'Not set up' : stoppedAt ? 'Stopped' : 'Set up'
  return (
    <div className="space-y-2 px-4 py-3 text-sm">
      <div className="flex items-center justify-between gap-3">
        <span className="font-medium">{CHANNELS[channel]}</span>
        <Badge tone={!isReady ? 'neutral' : stoppedAt ? 'danger' : 'success'}>{state}</Badge>
      </div>
      {isReady ? (
        <>
          {stoppedAt && !test.isError && (
            <p className="text-muted">
              Since {inSentence(dayTime(stoppedAt))}: {reason}
            </p>
          )}
          {parts.map((part) => (
            <p key={part.part} className="text-muted">
              {part.part} has stopped, since {inSentence(dayTime(part.stopped_at))}: {part.reason}
            </p>
          ))}
          {test.isError && <Notice>{sentence(test.error)}</Notice>}
          {test.isSuccess && (
            <Notice tone="success">Sent to {test.data.to}. Look whether it has arrived.</Notice>
          )}
          <div className="flex flex-wrap gap-2">
            <Button size="sm" variant="outline" busy={test.isPending} onClick={() => test.mutate()}>
              Test
            </Button>
            {channel === 'whatsapp' && (
              <Button asChild size="sm" variant="outline">
                <Link to="/settings/whatsapp">Number and templates</Link>
              </Button>
            )}
          </div>
        </>
      ) : (
        <p className="text-muted">
          Whoever runs your server can set it up. Until then you can open drafts from each job, in an app of
          your own.
        </p>
      )}
    </div>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useCan } from '@/domain/permissions'
import { useMe } from '@/domain/session'
import { DeviceRow } from './device-row'
import { PushRules } from './push-rules'
import { type Push, pushQuery } from './queries'
import { type Ability, abilityHere, turnOn } from './this-device'

const WHY_NOT: Record<Exclude<Ability, 'able'>, string> = {
  blocked:
    'Notifications of this site are blocked in your browser. Allow them in its site settings, then reload this page.',
  'home-screen':
    'On an iPhone or iPad, add RevOps to the home screen first: tap Share, then Add to Home Screen. Open it from there, and turn notifications on here.',
  insecure: 'Notifications need a secure address: one that begins with https.',
  unable: 'This browser cannot show notifications. Chrome, Edge, Firefox and Safari can.',
}

/** Notifications on one's own devices: on or off, of what, and when not. */
export function PushCard() {
  const canManage = useCan('workshop:manage')
  const { data: push, error, refetch } = useQuery(pushQuery)
  const hasNothing = push && Object.keys(push.events).length === 0
  if (hasNothing || (push && !push.public_key && !canManage)) return null
  return (
    <Card>
      <CardHead title="Notifications" />
      {push ? (
        push.public_key ? (
          <Notifications push={push} serverKey={push.public_key} />
        ) : (
          <p className="p-4 text-muted text-sm">
            Your phone can tell you of a payment to confirm or cash to receive. Whoever runs your server can
            turn this on.
          </p>
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading notifications" className="p-4">
          <Skeleton className="h-14" />
        </div>
      )}
    </Card>
  )
}

function Notifications({ push, serverKey }: { push: Push; serverKey: string }) {
  const me = useMe()
  const client = useQueryClient()
  const [ability, setAbility] = useState(abilityHere)
  const isOnHere = push.devices.some((device) => device.is_this_session)
  const on = useMutation({
    mutationFn: () => turnOn(me.id, serverKey),
    onSettled: () => {
      setAbility(abilityHere())
      return client.invalidateQueries({ queryKey: pushQuery.queryKey })
    },
  })
  return (
    <>
      <div className="space-y-3 p-4 text-sm">
        {!isOnHere && (
          <p className="text-muted">
            This device can tell you of a payment to confirm or cash to receive, also when RevOps is closed.
          </p>
        )}
        {!isOnHere &&
          (ability === 'able' ? (
            <Button variant="primary" busy={on.isPending} onClick={() => on.mutate()}>
              Turn on here
            </Button>
          ) : (
            <Notice tone="info">{WHY_NOT[ability]}</Notice>
          ))}
        {on.isError && ability === 'able' && <Notice>{sentence(on.error)}</Notice>}
        {isOnHere && <p>Notifications are on here.</p>}
      </div>
      {push.devices.length > 0 && (
        <ul className="divide-y border-t" aria-label="Devices">
          {push.devices.map((device) => (
            <li key={device.id}>
              <DeviceRow device={device} />
            </li>
          ))}
        </ul>
      )}
      {push.devices.length > 0 && <PushRules push={push} />}
    </>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { Problem, sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { type Device, pushQuery } from './queries'
import { turnOff } from './this-device'

/** A device that is notified: a test of it, and the way to end it. */
export function DeviceRow({ device }: { device: Device }) {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const refresh = () => client.invalidateQueries({ queryKey: pushQuery.queryKey })
  const params = { path: { device_id: device.id } }
  const test = useMutation({
    mutationFn: () => unwrap(api.POST('/api/push/devices/{device_id}/test', { params })),
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: async () => {
      if (device.is_this_session) await turnOff().catch(() => {})
      await unwrap(api.DELETE('/api/push/devices/{device_id}', { params })).catch((error) => {
        // Gone already is what was wanted.
        if (!(error instanceof Problem && error.status === 404)) throw error
      })
    },
    onSettled: refresh,
  })
  const problem = test.error ?? remove.error
  return (
    <div className="space-y-2 px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="font-medium">{device.name}</span>
        {device.is_this_session && <Badge tone="success">This device</Badge>}
      </div>
      <p className="text-muted">
        {device.pushed_at
          ? `Last notified ${inSentence(dayTime(device.pushed_at))}`
          : `On since ${inSentence(dayTime(device.created_at))}`}
      </p>
      {problem ? (
        <Notice>{sentence(problem)}</Notice>
      ) : test.isSuccess ? (
        <Notice tone="success">Sent. It should appear in a few seconds.</Notice>
      ) : (
        device.problem && <Notice>{device.problem}</Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="outline" busy={test.isPending} onClick={() => test.mutate()}>
          Test
        </Button>
        <Button
          size="sm"
          variant="outline"
          busy={remove.isPending}
          aria-label={`Remove ${device.name}`}
          onClick={() => remove.mutate()}
        >
          Remove
        </Button>
      </div>
    </div>
  )
}

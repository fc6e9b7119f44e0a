import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { api, unwrap } from '@/api/client'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { useSaving } from '@/components/use-saving'
import { todayQuery } from '@/features/today/queries'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
import { digestsQuery } from './queries'

const PROPOSED = '20:30'

/** When the day is written down, by the garage's clock. */
export function SettingsCard({ at }: { at: string | null }) {
  const client = useQueryClient()
  const { boxes, type, settle } = useSavedBoxes('evening', { time: at ?? PROPOSED })
  const { time } = boxes
  const { save, refusal, setRefusal, isBusy } = useSaving(
    (saved: { at: string | null }) => {
      settle({ time: saved.at ?? PROPOSED })
      void client.invalidateQueries({ queryKey: digestsQuery.queryKey })
      void client.invalidateQueries({ queryKey: todayQuery.queryKey })
    },
    (saved) => (saved.at === null ? 'Turned off' : `Every evening at ${saved.at}`),
  )
  const change = (wanted: string | null) =>
    void save(() => unwrap(api.PUT('/api/digest/settings', { body: { at: wanted } })))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (time) change(time)
    else setRefusal('Choose a time.')
  }
  return (
    <Card>
      <CardHead title="Every evening" />
      <form noValidate className="grid gap-3 p-4" onSubmit={submit}>
        <Field
          label="Time"
          error={refusal ?? undefined}
          hint="By e-mail to all who run the garage. On WhatsApp when you have written to the garage’s number that day."
        >
          {(control) => (
            <Input
              {...control}
              type="time"
              value={time}
              className="figure"
              onChange={({ target }) => {
                type({ time: target.value.slice(0, 5) })
                setRefusal(null)
              }}
            />
          )}
        </Field>
        <Button type="submit" variant={at === null ? 'primary' : 'outline'} busy={isBusy}>
          {at === null ? 'Turn on' : 'Save'}
        </Button>
        {at !== null && (
          <Button variant="ghost" busy={isBusy} onClick={() => change(null)}>
            Turn off
          </Button>
        )}
      </form>
    </Card>
  )
}

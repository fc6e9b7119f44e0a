import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { todayQuery } from '@/features/today/queries'
import { digestsQuery } from './queries'

const PROPOSED = '20:30'

/** When the day is written down, by the garage's clock. */
export function SettingsCard({ at }: { at: string | null }) {
  const client = useQueryClient()
  const [time, setTime] = useState(at ?? PROPOSED)
  const [error, setError] = useState<string>()
  const change = useMutation({
    mutationFn: (wanted: string | null) => unwrap(api.PUT('/api/digest/settings', { body: { at: wanted } })),
    onSuccess: (answer) => {
      toast.success(answer.at === null ? 'Turned off' : `Every evening at ${answer.at}`)
      void client.invalidateQueries({ queryKey: digestsQuery.queryKey })
      void client.invalidateQueries({ queryKey: todayQuery.queryKey })
    },
    onError: (failure) => setError(sentence(failure)),
  })
  return (
    <Card>
      <CardHead title="Every evening" />
      <form
        noValidate
        className="grid gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (time) change.mutate(time)
          else setError('Choose a time.')
        }}
      >
        <Field
          label="Time"
          error={error}
          hint="By e-mail to all who run the garage. On WhatsApp when you have written to the garage’s number that day."
        >
          {(control) => (
            <Input
              {...control}
              type="time"
              value={time}
              className="figure"
              onChange={({ target }) => {
                setTime(target.value.slice(0, 5))
                setError(undefined)
              }}
            />
          )}
        </Field>
        <Button type="submit" variant={at === null ? 'primary' : 'outline'} busy={change.isPending}>
          {at === null ? 'Turn on' : 'Save'}
        </Button>
        {at !== null && (
          <Button variant="ghost" busy={change.isPending} onClick={() => change.mutate(null)}>
            Turn off
          </Button>
        )}
      </form>
    </Card>
  )
}

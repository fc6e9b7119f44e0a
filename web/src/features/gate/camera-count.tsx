import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { useCan } from '@/domain/permissions'
import { counted as howMany } from '@/lib/counted'
import { asciiDigits } from '@/lib/digits'
import { useSavedBoxes } from '@/lib/use-saved-boxes'

interface CameraCountProps {
  day: string
  counted: number | null
  jobs: number
}

/** The cars of a day on the owner's camera, compared with the jobs: for where nobody stands at the gate. */
export function CameraCount({ day, counted, jobs }: CameraCountProps) {
  const client = useQueryClient()
  const canCount = useCan('workshop:manage')
  const saved = { cars: counted === null ? '' : String(counted) }
  const { boxes, type, settle } = useSavedBoxes(`camera:${day}`, saved)
  const [error, setError] = useState<string>()
  const count = useMutation({
    mutationFn: (cars: number) =>
      unwrap(api.PUT('/api/gate/days/{day}/count', { params: { path: { day } }, body: { cars } })),
    onSuccess: ({ cars, jobs_taken_in: taken }) => {
      settle({ cars: String(cars) })
      toast.success('Count recorded', {
        description: `${howMany(cars, 'car')}, ${howMany(taken, 'job')} taken in.`,
      })
      void client.invalidateQueries({ queryKey: ['gate', 'day', day] })
    },
    onError: (failure) => setError(sentence(failure)),
  })
  return (
    <Card>
      <CardHead title="On your camera" />
      <form
        noValidate
        className="space-y-3 p-4"
        onSubmit={(event) => {
          event.preventDefault()
          const digits = asciiDigits(boxes.cars).trim()
          if (/^\d{1,5}$/.test(digits)) count.mutate(Number(digits))
          else setError('Type the number of cars.')
        }}
      >
        <Field label="Cars that came in" error={error} hint={verdict(counted, jobs)}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={boxes.cars}
              disabled={!canCount}
              maxLength={5}
              className="figure"
              onChange={({ target }) => {
                type({ cars: target.value })
                setError(undefined)
              }}
            />
          )}
        </Field>
        {canCount && (
          <Button type="submit" variant="outline" className="w-full" busy={count.isPending}>
            Record the count
          </Button>
        )}
      </form>
    </Card>
  )
}

function verdict(counted: number | null, jobs: number): string {
  if (counted === null) return 'Where nobody stands at the gate, count the cars of the day on your camera.'
  if (counted <= jobs) return 'No more cars than jobs.'
  const more = counted - jobs
  return more === 1 ? '1 car more than jobs.' : `${more} cars more than jobs.`
}

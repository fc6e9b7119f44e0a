import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Field } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { useSavedBoxes } from '@/lib/use-saved-boxes'

type Poster = Schemas['PosterOut']

const posterQuery = queryOptions({
  queryKey: ['poster'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/poster', { signal })),
})

/** The poster for the wall: its code lets customers look whether their car is written down. */
export function PosterCard() {
  const { data } = useQuery(posterQuery)
  if (!data) return null
  return (
    <Card>
      <CardHead title="Poster for customers">
        <Button asChild size="sm" variant="outline">
          <a href={`${data.path}/poster`} target="_blank" rel="noopener">
            <ExternalLink aria-hidden /> Print it
          </a>
        </Button>
      </CardHead>
      <AddressForm poster={data} />
    </Card>
  )
}

function AddressForm({ poster }: { poster: Poster }) {
  const client = useQueryClient()
  const saved = poster.name ?? ''
  const { boxes, type, settle } = useSavedBoxes('poster', { name: saved })
  const { name } = boxes
  const change = useMutation({
    mutationFn: (wanted: string | null) => unwrap(api.PUT('/api/poster', { body: { name: wanted } })),
    onSuccess: (answer) => {
      client.setQueryData(posterQuery.queryKey, answer)
      settle({ name: answer.name ?? '' })
      toast.success('Saved')
    },
  })
  return (
    <Form
      noValidate
      className="space-y-3 p-4"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate(name || null)
      }}
    >
      <p className="text-muted text-sm">
        Whoever scans it sees whether their car has a job, or tells you. Its address:{' '}
        <span className="figure break-all">{`${location.host}${poster.path}`}</span>
      </p>
      <Field
        label="Name in the address"
        optional
        error={change.error ? sentence(change.error) : undefined}
        hint="Small letters, digits and dashes, such as rao-motors. Posters with an earlier address go on working."
      >
        {(control) => (
          <Input
            {...control}
            maxLength={32}
            autoCapitalize="none"
            spellCheck={false}
            value={name}
            onChange={({ target }) => {
              type({ name: target.value.toLowerCase().replace(/[^a-z0-9]+/g, '-') })
              change.reset()
            }}
          />
        )}
      </Field>
      <Button type="submit" variant="outline" busy={change.isPending} disabled={name === saved}>
        Save
      </Button>
    </Form>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { useCan } from '@/domain/permissions'
import { asciiDigits } from '@/lib/digits'
import { gateSettingsQuery } from './queries'

/** How far a car is driven to try it, before the owner is asked about more. */
export function TestDrive() {
  const canManage = useCan('workshop:manage')
  const { data } = useQuery(gateSettingsQuery)
  if (!data || !canManage) return null
  return <TestDriveForm km={data.test_drive_km} />
}

function TestDriveForm({ km }: { km: number }) {
  const client = useQueryClient()
  const [typed, setTyped] = useState(String(km))
  const [error, setError] = useState<string>()
  const change = useMutation({
    mutationFn: (test_drive_km: number) => unwrap(api.PUT('/api/gate/settings', { body: { test_drive_km } })),
    onSuccess: (answer) => {
      client.setQueryData(gateSettingsQuery.queryKey, answer)
      toast.success('Saved')
    },
    onError: (failure) => setError(sentence(failure)),
  })
  return (
    <Card>
      <CardHead title="Test drives" />
      <form
        noValidate
        className="space-y-3 p-4"
        onSubmit={(event) => {
          event.preventDefault()
          const digits = asciiDigits(typed).trim()
          if (/^[1-9]\d{0,3}$/.test(digits)) change.mutate(Number(digits))
          else setError('Type the kilometres, 1 to 1,000.')
        }}
      >
        <Field
          label="Longest test drive, km"
          error={error}
          hint="You are asked about a car that ran more between in and out."
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={typed}
              maxLength={4}
              className="figure"
              onChange={({ target }) => {
                setTyped(target.value)
                setError(undefined)
              }}
            />
          )}
        </Field>
        <Button type="submit" variant="outline" className="w-full" busy={change.isPending}>
          Save
        </Button>
      </form>
    </Card>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { api, unwrap } from '@/api/client'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { useSaving } from '@/components/use-saving'
import { useCan } from '@/domain/permissions'
import { asciiDigits } from '@/lib/digits'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
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
  const { boxes, type, settle } = useSavedBoxes('test-drive', { km: String(km) })
  const { save, refusal, setRefusal, isBusy } = useSaving((saved: { test_drive_km: number }) => {
    client.setQueryData(gateSettingsQuery.queryKey, saved)
    settle({ km: String(saved.test_drive_km) })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const digits = asciiDigits(boxes.km).trim()
    if (!/^[1-9]\d{0,3}$/.test(digits)) return setRefusal('Type the kilometres, 1 to 1,000.')
    void save(() => unwrap(api.PUT('/api/gate/settings', { body: { test_drive_km: Number(digits) } })))
  }
  return (
    <Card>
      <CardHead title="Test drives" />
      <form noValidate className="space-y-3 p-4" onSubmit={submit}>
        <Field
          label="Longest test drive, km"
          error={refusal ?? undefined}
          hint="You are asked about a car that ran more between in and out."
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={boxes.km}
              maxLength={4}
              className="figure"
              onChange={({ target }) => {
                type({ km: target.value })
                setRefusal(null)
              }}
            />
          )}
        </Field>
        <Button type="submit" variant="outline" className="w-full" busy={isBusy}>
          Save
        </Button>
      </form>
    </Card>
  )
}

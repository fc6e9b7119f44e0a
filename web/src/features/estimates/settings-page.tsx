import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, unwrap } from '@/api/client'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { SettingsFrame } from '@/components/settings-frame'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { useSaving } from '@/components/use-saving'
import { plainNumber } from '@/lib/digits'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
import { type EstimateSettings, estimateSettingsQuery } from './queries'
import { UsualJobsCard } from './usual-jobs-card'

/** How customers are asked: what in advance, whether they sign what they approve, and the usual jobs. */
export function Component() {
  return (
    <SettingsFrame
      title="Estimates"
      back={{ to: '/settings', label: 'Settings' }}
      note="What customers are asked on their page, and the jobs that you do often. Every change to this is kept in the books."
      query={useQuery(estimateSettingsQuery)}
    >
      {(settings) => (
        <>
          <SettingsForm settings={settings} />
          <UsualJobsCard />
        </>
      )}
    </SettingsFrame>
  )
}

function SettingsForm({ settings }: { settings: EstimateSettings }) {
  const client = useQueryClient()
  const { boxes, type, settle } = useSavedBoxes('estimate-settings', {
    percent: settings.advance_percent?.toString() ?? '',
    isSigned: settings.asks_signature,
  })
  const { percent, isSigned } = boxes
  const [wrong, setWrong] = useState<string>()
  const { save, refusal, isBusy } = useSaving((saved: EstimateSettings) => {
    settle(boxes)
    client.setQueryData(estimateSettingsQuery.queryKey, saved)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = plainNumber(percent)
    if (typed !== '' && !/^([1-9]\d?|100)$/.test(typed)) return setWrong('Type a whole number from 1 to 100.')
    const body = { advance_percent: typed === '' ? null : Number(typed), asks_signature: isSigned }
    void save(() => unwrap(api.PUT('/api/estimates/settings', { body })))
  }
  return (
    <Card>
      <CardHead title="What customers are asked" />
      <Form noValidate className="space-y-4 p-4" onSubmit={submit}>
        <Field
          label="Advance, % of the estimate"
          optional
          error={wrong}
          hint="The customer’s page, the job card and the pro-forma ask for it until it is paid or the work is done. Empty: nothing is asked for."
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              maxLength={3}
              className="figure"
              value={percent}
              onChange={({ target }) => {
                type({ percent: target.value })
                setWrong(undefined)
              }}
            />
          )}
        </Field>
        <label className="flex items-start gap-2" htmlFor="asks-signature">
          <Checkbox
            id="asks-signature"
            checked={isSigned}
            onCheckedChange={(checked) => type({ isSigned: checked === true })}
          />
          <span className="pt-2 text-sm fine:pt-1.5">
            Customers sign what they approve
            <span className="block text-muted">
              With a finger on the phone, or by typing the name. It is shown on the job and printed on its
              papers.
            </span>
          </span>
        </label>
        {refusal && <Notice>{refusal}</Notice>}
        <Button type="submit" variant="primary" busy={isBusy}>
          Save
        </Button>
      </Form>
    </Card>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { AmountInput } from '@/components/amount-input'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { type Workshop, workshopQuery } from '@/domain/workshop'
import { withPassword } from '@/features/auth/with-password'
import { readAmount } from '@/lib/amount'
import { useSavedBoxes } from '@/lib/use-saved-boxes'

const shownAbove = ({ password_above: above }: Pick<Workshop, 'password_above'>) =>
  above === null ? '' : String(above)

/** Above which sum the owner's password is asked for again, so that a phone left open confirms nothing large. */
export function PasswordAboveCard({ workshop }: { workshop: Workshop }) {
  const client = useQueryClient()
  const { decimals } = useFormats()
  const saved = shownAbove(workshop)
  const { boxes, type, settle } = useSavedBoxes('password-above', { text: saved })
  const { text } = boxes
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    const reading = text.trim() === '' ? { ok: true as const, amount: null } : readAmount(text, decimals)
    if (!reading.ok) return setError(reading.why)
    setError(null)
    setBusy(true)
    try {
      const { message: _, ...now } = await withPassword((password) =>
        unwrap(
          api.PUT('/api/workshops/{workshop_id}', {
            params: { path: { workshop_id: workshop.id } },
            body: { password_above: reading.amount, password: password ?? null },
          }),
        ),
      )
      client.setQueryData(workshopQuery.queryKey, now)
      settle({ text: shownAbove(now) })
      toast.success(now.password_above === null ? 'Your password is not asked for' : 'Saved')
    } catch (problem) {
      setError(sentence(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card>
      <CardHead title="Large sums" />
      <form
        noValidate
        className="space-y-4 p-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label="Ask for my password above"
          optional
          error={error ?? undefined}
          hint="Payments and cash above this are confirmed only with your password. Empty: never asked for."
        >
          {(control) => (
            <AmountInput
              {...control}
              text={text}
              value={text}
              onChange={(event) => type({ text: event.target.value })}
            />
          )}
        </Field>
        <Button type="submit" variant="outline" busy={isBusy} disabled={text.trim() === saved}>
          Save
        </Button>
      </form>
    </Card>
  )
}

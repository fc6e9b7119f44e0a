import { type FormEvent, useState } from 'react'
import { Field } from '@/components/field'
import { Form } from '@/components/form'
import { ManagerSelect } from '@/components/manager-select'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import type { Scope } from '@/domain/scope'
import { daysOf } from '@/domain/scope'
import { addDays } from '@/lib/days'

interface ScopeDialogProps {
  scope: Scope
  onChange: (scope: Scope) => void
  onClose: () => void
}

/** Any period by its first and last day, and the manager: on a phone this is the place for both. */
export function ScopeDialog({ scope, onChange, onClose }: ScopeDialogProps) {
  const today = useFormats().today()
  const [from, setFrom] = useState(scope.days.from ?? '')
  const [to, setTo] = useState(scope.days.to ?? '')
  const [managerId, setManager] = useState(scope.managerId)
  const isTurned = from !== '' && to !== '' && from > to
  const lastOfMonth = addDays(`${today.slice(0, 8)}01`, -1)
  const show = (event: FormEvent) => {
    event.preventDefault()
    if (isTurned) return
    const days = { ...(from && { from }), ...(to && { to }) }
    const isUnchanged = days.from === scope.days.from && days.to === scope.days.to
    if (isUnchanged) onChange({ ...scope, managerId })
    else if (!from && !to) onChange({ period: 'all', days: daysOf('all', today), managerId })
    else onChange({ period: null, days, managerId })
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Days and manager" className="sm:max-w-sm">
        <Form onSubmit={show}>
          <div className="grid grid-cols-2 gap-3">
            <Field label="First day">
              {(control) => (
                <Input
                  type="date"
                  value={from}
                  max={today}
                  onChange={(event) => setFrom(event.target.value)}
                  {...control}
                />
              )}
            </Field>
            <Field label="Last day" error={isTurned ? 'Before the first day' : undefined}>
              {(control) => (
                <Input
                  type="date"
                  value={to}
                  max={today}
                  onChange={(event) => setTo(event.target.value)}
                  {...control}
                />
              )}
            </Field>
          </div>
          <button
            type="button"
            className="-my-1 min-h-11 text-muted text-sm underline underline-offset-4 hover:text-foreground"
            onClick={() => {
              setFrom(`${lastOfMonth.slice(0, 8)}01`)
              setTo(lastOfMonth)
            }}
          >
            The whole of last month
          </button>
          <Field label="Manager" className="mt-3">
            {() => <ManagerSelect value={managerId} onChange={setManager} />}
          </Field>
          <Button type="submit" variant="primary" className="mt-4 w-full" disabled={isTurned}>
            Show
          </Button>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

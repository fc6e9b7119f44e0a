import { useQueryClient } from '@tanstack/react-query'
import { ChevronRight, Circle, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import type { Country } from '@/domain/country'
import { useCountry } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { todayQuery } from './queries'

type Step = Schemas['SetUpStep']

// A full record, as the server's kinds of actions are.
const stepsOf = ({
  isIndia,
  ownTaxNumber,
}: Country): Record<Step['step'], { label: string; note: string; to: string }> => ({
  workshop: {
    label: 'Your workshop',
    note: 'The address, printed on your bills',
    to: '/settings',
  },
  papers: {
    label: isIndia ? 'UPI address or logo' : 'Logo',
    note: isIndia ? 'Customers pay by the code on the bill' : 'Printed on your bills',
    to: '/settings#billing',
  },
  rates: { label: 'Tax', note: `Your ${ownTaxNumber}, or the rates you charge`, to: '/settings#billing' },
  team: { label: 'Your team', note: 'Invite whoever is at the counter', to: '/team' },
  first_job: { label: 'First job', note: 'Start with the number plate', to: '/jobs/new' },
  digest: {
    label: 'Every evening',
    note: 'Your day by e-mail: money, cars and questions',
    to: '/checks/evening',
  },
  two_steps: {
    label: 'Two-step login',
    note: 'By fingerprint or an app: keeps others out of your money',
    to: '/settings#passkeys',
  },
})

/** The first steps of a new garage, each ticked by what is there; it can be put away. */
export default function SetUpList({ steps }: { steps: Step[] }) {
  const client = useQueryClient()
  const canCreate = useCan('jobs:create')
  const said = stepsOf(useCountry())
  const [isLeaving, setLeaving] = useState(false)
  const done = steps.filter(({ is_done }) => is_done).length
  const putAway = async () => {
    setLeaving(true)
    try {
      await unwrap(api.PUT('/api/today/set-up', { body: { is_put_away: true } }))
      await client.invalidateQueries({ queryKey: todayQuery.queryKey })
    } catch (error) {
      toast.error('Not hidden', { description: sentence(error) })
    } finally {
      setLeaving(false)
    }
  }
  return (
    <Card className="mb-4">
      <CardHead title="Set up your garage" note={`${done} of ${steps.length} done`}>
        <Button size="sm" variant="ghost" busy={isLeaving} onClick={() => void putAway()}>
          Hide
        </Button>
      </CardHead>
      <ol className="divide-y">
        {steps.map(({ step, is_done: isDone }) => {
          const { label, note, to } = said[step]
          const Mark = isDone ? CircleCheck : Circle
          // Who takes no car in invites somebody who does.
          const where = step === 'first_job' && !canCreate ? '/team' : to
          return (
            <li key={step}>
              <Link to={where} className="flex min-h-14 items-center gap-3.5 px-4 py-2 hover:bg-raised">
                <Mark
                  className={cn('size-5 shrink-0', isDone ? 'text-success' : 'text-muted')}
                  aria-label={isDone ? 'Done' : 'To do'}
                />
                <span className="min-w-0 flex-1">
                  <span className={cn('block text-sm', isDone ? 'text-muted' : 'font-medium')}>{label}</span>
                  <span className="block text-muted text-xs">{note}</span>
                </span>
                <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
              </Link>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}

import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { ROLES, useCan } from '@/domain/permissions'
import { enterGarage, useMe } from '@/domain/session'
import { JoinGarage } from '@/features/auth/join-garage'
import { cn } from '@/lib/cn'

/** The garages that somebody belongs to, the way into another, and into one more. */
export function GaragesCard() {
  const me = useMe()
  const canAdd = useCan('workshop:manage')
  const [isJoining, setJoining] = useState(false)
  const [entering, setEntering] = useState<string | null>(null)
  const enter = (workshopId: string) => {
    setEntering(workshopId)
    enterGarage(me, workshopId).catch((error) => {
      setEntering(null)
      toast.error(sentence(error))
    })
  }
  return (
    <Card>
      <CardHead title="My garages">
        {me.memberships.length > 1 && (
          <Button asChild size="sm" variant="ghost">
            <Link to="/garages">See all</Link>
          </Button>
        )}
      </CardHead>
      {me.memberships.length > 1 && (
        <ul className="divide-y">
          {me.memberships.map(({ workshop_id, workshop_name, role }) => (
            <li key={workshop_id} className="flex min-h-14 items-center justify-between gap-4 px-4 py-2">
              <span className="min-w-0">
                <span className="block break-words text-sm">{workshop_name}</span>
                <span className="block text-muted text-xs">{ROLES[role]}</span>
              </span>
              {workshop_id === me.workshop_id ? (
                <span className="text-muted text-sm">Open now</span>
              ) : (
                <Button
                  size="sm"
                  variant="outline"
                  busy={entering === workshop_id}
                  disabled={entering !== null}
                  aria-label={`Go to ${workshop_name}`}
                  onClick={() => enter(workshop_id)}
                >
                  Go to it
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={cn('flex flex-wrap gap-2 p-4', me.memberships.length > 1 && 'border-t')}>
        <Button variant="outline" aria-haspopup="dialog" onClick={() => setJoining(true)}>
          <KeyRound aria-hidden /> Join with a code
        </Button>
        {canAdd && (
          <Button asChild variant="outline">
            <Link to="/garages/new">
              <Plus aria-hidden /> Add a garage
            </Link>
          </Button>
        )}
      </div>
      {isJoining && <JoinGarage onClose={() => setJoining(false)} />}
    </Card>
  )
}

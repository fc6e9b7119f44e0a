import { useQuery } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { enterGarage, useMe } from '@/domain/session'
import { EmptyState } from './states'
import { Button } from './ui/button'

interface MissingRecordProps {
  icon: LucideIcon
  /** What was not found, such as `job`. */
  kind: string
  id: string
  /** Asks the garage that the header names; it throws where the record is not there. */
  ask: (header: { 'X-Workshop': string }, signal: AbortSignal) => Promise<unknown>
  /** What to do where none of one's garages has it. */
  children: ReactNode
  action?: ReactNode
}

/** Something that this garage does not have; a link to it in another of one's own garages leads there. */
export function MissingRecord({ icon, kind, id, ask, children, action }: MissingRecordProps) {
  const me = useMe()
  const others = me.memberships.filter(({ workshop_id }) => workshop_id !== me.workshop_id)
  const found = useQuery({
    queryKey: ['elsewhere', kind, id],
    enabled: others.length > 0,
    retry: false,
    queryFn: async ({ signal }) => {
      const asked = others.map(({ workshop_id }) => ask({ 'X-Workshop': workshop_id }, signal))
      const answers = await Promise.allSettled(asked)
      return others[answers.findIndex(({ status }) => status === 'fulfilled')] ?? null
    },
  })
  const there = found.data
  if (!there)
    return (
      <EmptyState icon={icon} title={`${kind} not found`} action={action}>
        {children}
      </EmptyState>
    )
  const enter = () =>
    enterGarage(me, there.workshop_id, location.pathname + location.search).catch((error) =>
      toast.error(sentence(error)),
    )
  return (
    <EmptyState
      icon={icon}
      title={`In another of your garages: ${there.workshop_name}`}
      action={
        <Button records variant="primary" onClick={() => void enter()}>
          Open it in {there.workshop_name}
        </Button>
      }
    >
      This garage does not have it.
    </EmptyState>
  )
}

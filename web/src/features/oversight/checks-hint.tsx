import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { Notice } from '@/components/field'
import { now } from '@/lib/clock'
import { booksState } from './oversight-labels'
import { deadTasksQuery, verificationQuery } from './queries'

/** Leads from the dashboard to the checks, only when something is wrong. */
export default function ChecksHint() {
  const isOnDashboard = useLocation().pathname === '/dashboard'
  const { data: books } = useQuery({ ...verificationQuery, enabled: isOnDashboard })
  const { data: undone = [] } = useQuery({ ...deadTasksQuery, enabled: isOnDashboard })
  const state = books ? booksState(books, now()) : 'agrees'
  const said = [
    state === 'differs' && 'The check of your books found a difference.',
    state === 'late' && 'The check of your books has stopped.',
    undone.length > 0 && 'Some work of the server could not be done.',
  ].filter(Boolean)
  if (!isOnDashboard || said.length === 0) return null
  return (
    <Notice tone={state === 'differs' ? 'danger' : 'warning'} className="mb-4 print:hidden">
      {said.join(' ')}{' '}
      <Link to="/checks" className="tap font-medium underline underline-offset-4">
        See what was found
      </Link>
    </Notice>
  )
}

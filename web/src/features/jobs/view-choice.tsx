import { useNavigate } from 'react-router'
import { Choice } from '@/components/ui/choice'
import type { View } from './filters'

type Page = View | 'estimates'

const PAGES: readonly { value: Page; label: string }[] = [
  { value: 'list', label: 'List' },
  { value: 'board', label: 'Board' },
  { value: 'estimates', label: 'Estimates' },
]
const ADDRESSES: Record<Page, string> = {
  list: '/jobs',
  board: '/jobs?view=board',
  estimates: '/jobs/estimates',
}

/** The pages of Jobs; `onView` where the list and the board are one page, which keeps its filters. */
export function ViewChoice({ view, onView }: { view: Page; onView?: (view: View) => void }) {
  const navigate = useNavigate()
  return (
    <Choice
      label="View"
      value={view}
      options={PAGES}
      onChange={(page) => (onView && page !== 'estimates' ? onView(page) : void navigate(ADDRESSES[page]))}
      className="w-64"
    />
  )
}

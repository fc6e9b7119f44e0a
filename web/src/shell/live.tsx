import { ArrowUp } from 'lucide-react'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { Button } from '@/components/ui/button'
import { useMe } from '@/domain/session'
import { useNotified } from '@/features/push/use-notified'
import { forget, show, useNews } from '@/live/news'
import { useLive } from '@/live/use-live'
import { useKeepAhead } from './use-keep-ahead'

/** Keeps the page up to date, and says what changed above in a list that is being read. */
export function Live() {
  const me = useMe()
  useLive(me.id, me.workshop_id)
  useNotified(me)
  useKeepAhead(me)
  const changes = useNews()
  const { key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every other page.
  useEffect(() => forget, [key])
  if (changes === null) return null
  const toTop = () => {
    window.scrollTo({ top: 0 })
    show()
  }
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-16 z-30 flex justify-center">
      <Button variant="primary" size="sm" className="pointer-events-auto shadow-lg" onClick={toTop}>
        <ArrowUp aria-hidden />
        {changes === 1 ? '1 change' : `${changes} changes`}, show
      </Button>
    </div>
  )
}

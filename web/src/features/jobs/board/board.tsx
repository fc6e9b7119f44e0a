import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type JobStatus, STATUS } from '@/domain/job-status'
import type { Job } from '@/domain/jobs'
import { useMedia } from '@/lib/use-media'
import type { ChangeFilters, JobFilters } from '../filters'
import { allowedMoves, landing } from './allowed'
import type { CardActions } from './board-card'
import { Columns } from './columns'
import { Tabs } from './tabs'
import { useMoveRights } from './use-move-rights'
import { useMove, useMoving } from './use-moves'

interface BoardProps {
  filters: JobFilters
  change: ChangeFilters
  isWide: boolean
}

/** Jobs by status: columns between which cards are dragged, or on a phone a tab for each. */
export default function Board({ filters, change, isWide }: BoardProps) {
  const may = useMoveRights()
  const hasMouse = useMedia('(pointer: fine)')
  const [news, setNews] = useState('')
  const [dragged, setDragged] = useState<Job | null>(null)
  const focusNext = useRef<string | null>(null)
  const moving = useMoving()
  const send = useMove(setNews)
  const move = useCallback(
    (job: Job, to: JobStatus) => {
      setNews(
        `${job.vehicle_number} moves to ${STATUS[landing(to, job.remaining_amount)].label.toLowerCase()}.`,
      )
      send(job, to)
    },
    [send],
  )
  const actions = useMemo<CardActions>(
    () => ({
      move: (job, to) => {
        focusNext.current = job.id
        move(job, to)
      },
      drag: hasMouse && isWide ? setDragged : null,
      takesFocus: (job) => {
        if (focusNext.current !== job.id) return false
        focusNext.current = null
        return true
      },
    }),
    [hasMouse, isWide, move],
  )
  useEffect(() => {
    if (!dragged) return
    // While a card is dragged the pointer is silent. It may not hear of the end itself, being elsewhere by then.
    const over = () => setDragged(null)
    window.addEventListener('pointermove', over)
    return () => window.removeEventListener('pointermove', over)
  }, [dragged])
  const shared = { filters, moving, actions }
  return (
    <>
      {isWide ? (
        <Columns
          {...shared}
          dragged={dragged && { from: dragged.status, to: allowedMoves(dragged, may) }}
          onDrop={(to) => {
            setDragged(null)
            if (dragged) move(dragged, to)
          }}
        />
      ) : (
        <Tabs {...shared} change={change} />
      )}
      <p role="status" className="sr-only">
        {news}
      </p>
    </>
  )
}

import type { QueryClient } from '@tanstack/react-query'
import type { Job, JobDetail } from '@/domain/jobs'
import { allowedMoves, type MoveRights } from '../board/allowed'
import { findJobRow } from '../find-job-row'

const LISTS = [['jobs'], ['customers'], ['vehicles']]

/** Finds a job in the lists that have come, the latest first: what is known of it before all of it is there. */
export function knownJob(client: QueryClient, id: string, may: MoveRights): JobDetail | null {
  const row = findJobRow(client, id, LISTS)
  return row ? withoutRest(row, may) : null
}

/** A job with nothing of what only its own page knows; where it can go is what the board knows. */
function withoutRest(row: Job, may: MoveRights): JobDetail {
  const nothing = { payments: [], refunds: [], updates: [], updates_cursor: null, warnings: [] }
  const allowed_statuses = allowedMoves(row, may)
  return { ...row, ...nothing, bill: null, odometer_km: null, closes_on: null, allowed_statuses }
}

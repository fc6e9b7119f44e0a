import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Schemas } from '@/api/client'

interface JobLineProps {
  job: Pick<Schemas['JobOut'], 'id' | 'vehicle_number' | 'customer_name' | 'car_model'>
  /** What the card is about, at the end of the line. */
  children: ReactNode
}

/** A job in a list of Today: its vehicle and customer, and the way to it. */
export function JobLine({ job, children }: JobLineProps) {
  return (
    <li>
      <Link
        to={`/jobs/${job.id}`}
        className="flex min-h-14 items-center gap-3 px-4 py-1.5 transition-colors hover:bg-raised"
      >
        <span className="min-w-0 flex-1">
          <span className="figure block text-sm">{job.vehicle_number}</span>
          <span className="block text-muted text-xs">
            {job.customer_name} · {job.car_model}
          </span>
        </span>
        {children}
      </Link>
    </li>
  )
}

import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Schemas } from '@/api/client'

interface JobLineProps {
  job: Pick<Schemas['JobOut'], 'id' | 'vehicle_number' | 'customer_name' | 'car_model'>
  /** Where the line leads on the job's page, such as to what is to be done there. */
  search?: string
  /** What the card is about, at the end of the line. */
  children: ReactNode
  /** What can be done at once, beside the line. */
  aside?: ReactNode
}

/** A job in a list of Today: its vehicle and customer, and the way to it. */
export function JobLine({ job, search = '', children, aside }: JobLineProps) {
  return (
    <li className="flex items-center">
      <Link
        to={`/jobs/${job.id}${search}`}
        className="flex min-h-14 min-w-0 flex-1 items-center gap-3 px-4 py-1.5 transition-colors hover:bg-raised"
      >
        <span className="min-w-0 flex-1">
          <span className="figure block text-sm">{job.vehicle_number}</span>
          <span className="block text-muted text-xs">
            {job.customer_name} · {job.car_model}
          </span>
        </span>
        {children}
      </Link>
      {aside}
    </li>
  )
}

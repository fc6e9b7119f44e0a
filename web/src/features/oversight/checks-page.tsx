import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Clock, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { now } from '@/lib/clock'
import { cn } from '@/lib/cn'
import { inSentence } from '@/lib/days'
import { DeadTaskRow } from './dead-task-row'
import { booksState } from './oversight-labels'
import { deadTasksQuery, type Verification, verificationQuery } from './queries'

/** Whether the books agree with all that is stored, and what work beside the requests could not be done. */
export function Component() {
  return (
    <>
      <PageHeader
        title="Checks"
        note="Your books are checked every hour against every job, payment and hand-over."
        back={{ to: '/settings', label: 'Settings' }}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Books />
        <Undone />
      </div>
    </>
  )
}

function Books() {
  const { data, error, refetch } = useQuery(verificationQuery)
  return (
    <Card>
      <CardHead title="Books" />
      {data ? (
        <BooksFound verification={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label="Loading the last check" />
      )}
    </Card>
  )
}

function BooksFound({ verification }: { verification: Verification }) {
  const { dayTime, count } = useFormats()
  const { checked_at: checkedAt, entries, problems } = verification
  const when = checkedAt && inSentence(dayTime(checkedAt))
  const state = booksState(verification, now())
  if (state === 'never')
    return (
      <Found icon={Clock} title="Not checked yet">
        The first check runs within an hour of your first job.
      </Found>
    )
  if (state === 'differs')
    return (
      <>
        <Found
          icon={CircleAlert}
          tone="danger"
          title={problems.length === 1 ? '1 difference found' : `${count(problems.length)} differences found`}
        >
          Checked {when}. Please change nothing to make it fit. Send the list below to whoever runs your
          server.
        </Found>
        <ul aria-label="Differences" className="divide-y border-t">
          {problems.map((problem) => (
            <li key={problem} className="break-words px-4 py-2.5 font-mono text-xs">
              {problem}
            </li>
          ))}
        </ul>
      </>
    )
  if (state === 'late')
    return (
      <Found icon={CircleAlert} tone="warning" title="The check has stopped">
        The books were last checked {when}, and agreed then. Tell whoever runs your server.
      </Found>
    )
  return (
    <Found icon={CircleCheck} tone="success" title="All well">
      Checked {when}: {entries === 1 ? '1 entry agrees' : `all ${count(entries)} entries agree`} with what is
      stored.
    </Found>
  )
}

function Undone() {
  const { data, error, refetch } = useQuery(deadTasksQuery)
  return (
    <Card>
      <CardHead title="Work not done" />
      {!data ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading label="Loading work not done" />
        )
      ) : data.length === 0 ? (
        <Found icon={CircleCheck} tone="success" title="All done">
          What the server does by itself, such as making PDFs, is done.
        </Found>
      ) : (
        <ul aria-label="Work not done" className="divide-y">
          {data.map((task) => (
            <li key={task.id}>
              <DeadTaskRow task={task} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

interface FoundProps {
  icon: LucideIcon
  title: string
  tone?: 'success' | 'warning' | 'danger'
  children: ReactNode
}

const TONES = { success: 'text-success', warning: 'text-warning', danger: 'text-danger' }

function Found({ icon: Icon, title, tone, children }: FoundProps) {
  return (
    <div className="flex gap-3 p-4">
      <Icon className={cn('mt-0.5 size-5 shrink-0', tone ? TONES[tone] : 'text-muted')} aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 text-muted text-sm">{children}</p>
      </div>
    </div>
  )
}

function Loading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="p-4">
      <Skeleton className="h-12" />
    </div>
  )
}

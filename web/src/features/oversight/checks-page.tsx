import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Clock, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { WordsCard } from '@/features/estimates/words-card'
import { stoppedQuery } from '@/features/whatsapp/queries'
import { now } from '@/lib/clock'
import { cn } from '@/lib/cn'
import { inSentence } from '@/lib/days'
import BooksUnchanged from './books-unchanged'
import { DeadTaskRow } from './dead-task-row'
import { OutsideCard } from './outside-card'
import { booksState } from './oversight-labels'
import { deadTasksQuery, type Verification, verificationQuery } from './queries'

/** Whether the books agree with all that is stored, and what work beside the requests could not be done. */
export function Component() {
  const canManage = useCan('workshop:manage')
  const canHear = useCan('words:review')
  return (
    <>
      <PageHeader
        title="Checks"
        tab="Proof"
        note="Your books are checked every hour against every job, payment and hand-over."
      />
      <PlaceTabs of="Checks" />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Books />
        <div className="grid gap-4">
          {canHear && <WordsCard />}
          <Undone />
          {canManage && <Messages />}
          {canManage && <OutsideCard />}
        </div>
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
        <>
          <BooksFound verification={data} />
          <p className="px-4 pb-4 pl-12 text-muted text-sm empty:hidden">
            <BooksUnchanged />
          </p>
        </>
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
          What the server does on its own, such as making PDFs, is done.
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

const CHANNELS = { email: 'E-mail', whatsapp: 'WhatsApp' }

/** The ways to customers by which nothing goes out; nothing while all work. */
function Messages() {
  const { data = [] } = useQuery(stoppedQuery)
  if (data.length === 0) return null
  return (
    <Card>
      <CardHead title="Messages" />
      {data.map(({ channel, part, reason }) => (
        <Found
          key={`${channel} ${part}`}
          icon={CircleAlert}
          tone="danger"
          title={part ? `${CHANNELS[channel]}: ${part} has stopped` : `${CHANNELS[channel]} has stopped`}
        >
          {reason} Messages wait for two days at most.
        </Found>
      ))}
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

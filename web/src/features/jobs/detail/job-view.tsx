import { type ReactNode, Suspense, useCallback, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { unansweredOf } from '@/api/use-submission'
import { Notice } from '@/components/field'
import { lazyPart } from '@/components/lazy-part'
import { Skeleton } from '@/components/ui/skeleton'
import { type JobDetail, takesMoney } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { DocumentsCard } from '@/features/documents/documents-card'
import { PaperStrip } from '@/features/documents/paper-strip'
import { refundName } from '@/features/payments/refund-name'
import { useReviews } from '@/features/payments/use-reviews'
import { useMedia } from '@/lib/use-media'
import { usePrinting } from '@/lib/use-printing'
import { LinesCard } from '../lines/lines-card'
import { useBesideList } from '../use-beside-list'
import { forgetDrafts, invoiceForm, writeOffName } from './drafts'
import { Facts } from './facts'
import { JobBar } from './job-bar'
import { JobHead } from './job-head'
import { JobTabs, type Tab, useTab } from './job-tabs'
import { MoneyPanel } from './money-panel'
import { Payments } from './payments'
import { RecordButton } from './record-button'
import { Timeline } from './timeline'
import { UnsentCard } from './unsent-card'
import { useJobActions } from './use-job-actions'
import { searchWith, useOpened } from './use-opened'

const RecordPayment = lazyPart(() => import('@/features/payments/record-payment'))
const Refund = lazyPart(() => import('@/features/payments/refund'))
const Replies = lazyPart(() => import('@/features/whatsapp/replies-card'))
const JobMessages = lazyPart(() => import('@/features/messages/job-messages'))
const WorkCards = lazyPart(() => import('@/features/estimates/work-cards'))
const PhotosCard = lazyPart(() => import('@/features/photos/photos-card'))
const GateCard = lazyPart(() => import('@/features/gate/job-gate-card'))
const BillJob = lazyPart(() => import('./bill-job'))
const CancelJob = lazyPart(() => import('./cancel-job'))
const EditJob = lazyPart(() => import('./edit-job'))
const HandOverJob = lazyPart(() => import('./hand-over-job'))
const WriteOffJob = lazyPart(() => import('./write-off-job'))

interface JobViewProps {
  job: JobDetail
  /** What comes in the place of what only the whole job says, until it is there. */
  instead: ReactNode | null
}

/** A job, its parts beside each other where there is room for them, else one at a time. */
export function JobView({ job, instead }: JobViewProps) {
  const { opened, open, close } = useOpened()
  const [isRecording, setRecording] = useState(false)
  const [isIssuing, setIssuing] = useState(() => unansweredOf(invoiceForm(job.id)) !== null)
  const record = useCallback(() => open('payment'), [open])
  const canRecord = useCan('payments:record')
  const actions = useJobActions(job)
  const isBesideList = useBesideList()
  const hasRoom = useMedia('(width >= 64rem)') && !isBesideList
  const tab = useTab()
  useEffect(() => {
    if (opened === null) forgetDrafts(job.id)
  }, [opened, job.id])
  useTakenUp(job.id, open)
  const isAwaited = isRecording && opened !== 'payment'
  const bar = (
    <JobBar job={job} actions={actions} onAct={open} isLarge={!hasRoom}>
      {(isAwaited || (canRecord && takesMoney(job))) && (
        <RecordButton job={job} isLarge={!hasRoom} isRecording={isAwaited} onRecord={record} />
      )}
    </JobBar>
  )
  return (
    <>
      <JobHead job={job} onEdit={() => open('edit')} bar={hasRoom && bar} />
      {!hasRoom && <JobTabs chosen={tab} />}
      <div>
        {job.warnings.length > 0 && (
          <Notice tone="info" className="mb-4 text-muted">
            {job.warnings.join(' ')}
          </Notice>
        )}
        <UnsentCard jobId={job.id} />
        <Parts {...{ job, instead, hasRoom, tab, opened, open, close, isIssuing }} />
      </div>
      {!hasRoom && (
        <>
          <div aria-hidden className="h-10" />
          <div className="fixed right-0 bottom-(--bar) left-[calc(var(--side)+var(--pane,-1.5rem)+1.5rem)] z-10 border-t bg-card px-4 py-2.5 empty:hidden md:px-6 print:hidden">
            {bar}
          </div>
        </>
      )}
      <JobDialogs
        {...{ job, opened, open, close, isRecording, isIssuing }}
        isWhole={!instead}
        onRecording={setRecording}
        onIssuing={setIssuing}
      />
    </>
  )
}

interface PartsProps extends JobViewProps, Pick<ReturnType<typeof useOpened>, 'opened' | 'open' | 'close'> {
  hasRoom: boolean
  tab: Tab
  isIssuing: boolean
}

function Parts({ job, instead, hasRoom, tab, opened, open, close, isIssuing }: PartsProps) {
  const reviews = useReviews()
  const isPrinting = usePrinting()
  const { search } = useLocation()
  const bill = useCallback(() => open('bill'), [open])
  const pieces = {
    panel: (
      <MoneyPanel
        job={job}
        payments={hasRoom || tab === 'money' ? undefined : searchWith(search, 'tab', 'money')}
        papers={<PaperStrip job={job} isIssuing={isIssuing && opened !== 'bill'} onBill={bill} />}
      />
    ),
    facts: <Facts job={job} />,
    lines: instead ?? (
      <LinesCard job={job} isEditing={opened === 'lines'} onEdit={() => open('lines')} onClose={close} />
    ),
    photos: <Photos job={job} />,
    payments: instead ?? <Payments job={job} reviews={reviews} />,
    documents: <DocumentsCard job={job} />,
    messages: <Messages job={job} />,
    gate: <Gate job={job} />,
    history: instead ?? <Timeline job={job} />,
  }
  if (hasRoom) return <Columns {...pieces} tab={tab} isWhole={!instead} />
  if (isPrinting) return <OnPaper {...pieces} />
  return <OneTab {...pieces} tab={tab} />
}

interface JobDialogsProps extends Pick<ReturnType<typeof useOpened>, 'opened' | 'open' | 'close'> {
  job: JobDetail
  isWhole: boolean
  /** Payments and invoices that are on their way stay mounted until there is an answer. */
  isRecording: boolean
  isIssuing: boolean
  onRecording: (isRecording: boolean) => void
  onIssuing: (isIssuing: boolean) => void
}

function JobDialogs({ job, opened, open, close, isWhole, isRecording, isIssuing, ...on }: JobDialogsProps) {
  const canIssue = useCan('documents:issue')
  const record = useCallback(() => open('payment'), [open])
  const bill = useCallback(() => open('bill'), [open])
  return (
    <Suspense>
      {(opened === 'payment' || isRecording) && (
        <RecordPayment
          job={job}
          open={opened === 'payment'}
          onClose={close}
          onReopen={record}
          onWaiting={on.onRecording}
        />
      )}
      {((opened === 'bill' && canIssue && isWhole) || isIssuing) && (
        <BillJob
          job={job}
          open={opened === 'bill'}
          onClose={close}
          onReopen={bill}
          onWaiting={on.onIssuing}
        />
      )}
      {opened === 'edit' && <EditJob job={job} onClose={close} />}
      {opened === 'hand-over' && <HandOverJob job={job} onClose={close} />}
      {opened === 'refund' && <Refund job={job} onClose={close} />}
      {opened === 'write-off' && <WriteOffJob job={job} onClose={close} />}
      {opened === 'cancel' && <CancelJob job={job} onRefund={() => open('refund')} onClose={close} />}
    </Suspense>
  )
}

/** Takes up again what was sent before a reload and got no answer. */
function useTakenUp(jobId: string, open: (name: 'refund' | 'write-off') => void) {
  const [left] = useState<'refund' | 'write-off' | null>(() =>
    unansweredOf(refundName(jobId)) ? 'refund' : unansweredOf(writeOffName(jobId)) ? 'write-off' : null,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useEffect(() => {
    if (left) open(left)
  }, [left])
}

type Pieces = Record<
  'panel' | 'gate' | 'facts' | 'lines' | 'photos' | 'payments' | 'documents' | 'messages' | 'history',
  ReactNode
>

const STACK = 'min-w-0 space-y-4'

/** All parts below each other: paper has no tabs. */
function OnPaper({ panel, gate, facts, lines, photos, payments, documents, messages, history }: Pieces) {
  return (
    <div className={STACK}>
      {facts}
      {lines}
      {panel}
      {payments}
      {documents}
      {gate}
      {photos}
      {messages}
      {history}
    </div>
  )
}

/** One part of the job, under the tab that names it. */
function OneTab({ tab, ...pieces }: Pieces & { tab: Tab }) {
  const { panel, gate, facts, lines, photos, payments, documents, messages, history } = pieces
  switch (tab) {
    case 'overview':
      return (
        <div className={STACK}>
          {panel}
          {gate}
          {facts}
        </div>
      )
    case 'work':
      return (
        <div className={STACK}>
          {lines}
          {photos}
        </div>
      )
    case 'money':
      return (
        <div className={STACK}>
          {payments}
          {panel}
          {documents}
        </div>
      )
    case 'messages':
      return <div className={STACK}>{messages}</div>
    case 'history':
      return history
  }
}

/** All parts beside each other; one that the address names is scrolled to. */
function Columns({ tab, isWhole, ...pieces }: Pieces & { tab: Tab; isWhole: boolean }) {
  const { panel, gate, facts, lines, photos, payments, documents, messages, history } = pieces
  useEffect(() => {
    if (isWhole && tab !== 'overview') document.getElementById(tab)?.scrollIntoView()
  }, [tab, isWhole])
  const part = `${STACK} scroll-mt-20`
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_24rem] items-start gap-4">
      <div className={STACK}>
        <section id="work" aria-label="Work" className={part}>
          {facts}
          {lines}
          {photos}
        </section>
        <section id="history" aria-label="History" className={part}>
          {history}
        </section>
      </div>
      <div className={STACK}>
        <section id="money" aria-label="Money" className={part}>
          {panel}
          {gate}
          {payments}
          {documents}
        </section>
        <section id="messages" aria-label="Messages" className={part}>
          {messages}
        </section>
      </div>
    </div>
  )
}

function Photos({ job }: { job: JobDetail }) {
  const canSee = useCan('photos:read')
  if (!canSee) return null
  return (
    <Suspense fallback={<Skeleton className="h-40" />}>
      <WorkCards job={job} />
      <PhotosCard job={job} />
    </Suspense>
  )
}

/** The pass of a car that may leave; nothing where nobody stands at the gate. */
function Gate({ job }: { job: JobDetail }) {
  const canIssue = useCan('passes:issue')
  if (!canIssue) return null
  return (
    <Suspense>
      <GateCard job={job} />
    </Suspense>
  )
}

/** What was written to the customer, and what came back. */
function Messages({ job }: { job: JobDetail }) {
  const canRead = useCan('messages:read')
  if (!canRead) return null
  return (
    <Suspense>
      <JobMessages job={job} />
      <Replies jobId={job.id} />
    </Suspense>
  )
}

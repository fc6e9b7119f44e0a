import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Settings } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { usePages } from '@/api/use-pages'
import { EndlessList } from '@/components/endless-list'
import { PageHeader } from '@/components/page-header'
import { PlaceTabs } from '@/components/place-tabs'
import { EmptyState, ErrorState } from '@/components/states'
import { Card, CardHead } from '@/components/ui/card'
import { Select } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { useCan } from '@/domain/permissions'
import { BankCard } from '@/features/bank/bank-card'
import { CountsCard } from '@/features/custody/counts-card'
import { HoldersCard } from '@/features/custody/holders-card'
import { useAddress } from '@/lib/use-address'
import { AnswerDialog } from './answer-dialog'
import { DiscountsCard } from './discounts-card'
import { KINDS } from './kinds'
import {
  type Question,
  type QuestionKind,
  questionCountsQuery,
  questionsQuery,
  type Verdict,
  type Wanted,
} from './queries'
import { QuestionRow } from './question-row'

/** What the owner is asked about, and who has how much cash. */
export function Component() {
  const canReadBank = useCan('bank:read')
  const seesCash = useCan('settlements:review')
  return (
    <>
      <PageHeader
        title="Checks"
        tab="Questions"
        note="What was done that you may want to know about, with the facts. Only owners see this."
      >
        <Link
          to="/trust/settings"
          className="tap inline-flex items-center gap-1.5 text-muted text-sm underline underline-offset-4"
        >
          <Settings className="size-4" aria-hidden />
          What is asked
        </Link>
      </PageHeader>
      <PlaceTabs of="Checks" />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <DiscountsCard />
          <Questions />
        </div>
        <div className="grid gap-4">
          {seesCash && <HoldersCard />}
          {seesCash && <CountsCard />}
          {canReadBank && <BankCard />}
        </div>
      </div>
    </>
  )
}

const isKind = (text: string | null): text is QuestionKind => text !== null && text in KINDS

function Questions() {
  const [params, set] = useAddress()
  const kind = params.get('kind')
  const wanted: Wanted = {
    state: params.get('show') === 'answered' ? 'answered' : 'open',
    kind: isKind(kind) ? kind : null,
    member: params.get('member') ?? '',
    isLargest: params.get('sort') === 'largest',
  }
  const [answering, setAnswering] = useState<{ question: Question; verdict: Verdict } | null>(null)
  return (
    <Card className="-mx-4 border-x-0 md:mx-0 md:border-x">
      <CardHead title="Questions for you" />
      <Filters wanted={wanted} set={set} />
      <List wanted={wanted} onAnswer={(question, verdict) => setAnswering({ question, verdict })} />
      {answering && <AnswerDialog {...answering} onClose={() => setAnswering(null)} />}
    </Card>
  )
}

function Filters({ wanted, set }: { wanted: Wanted; set: (changes: Record<string, string>) => void }) {
  const { data } = useQuery(questionCountsQuery)
  const kinds = data?.by_kind.flatMap(({ kind, count }) => (kind ? [{ kind, count }] : [])) ?? []
  const members = data?.by_member.filter(({ member_id: id }) => id !== null) ?? []
  const isUnknown = wanted.kind !== null && !kinds.some(({ kind }) => kind === wanted.kind)
  return (
    <div className="grid grid-cols-2 gap-2 border-b p-3 xl:grid-cols-4">
      <Select
        aria-label="Answered or not"
        value={wanted.state}
        onChange={({ target }) => set({ show: target.value === 'answered' ? 'answered' : '' })}
      >
        <option value="open">To answer</option>
        <option value="answered">Answered</option>
      </Select>
      <Select
        aria-label="Order"
        value={wanted.isLargest ? 'largest' : ''}
        onChange={({ target }) => set({ sort: target.value })}
      >
        <option value="">Newest first</option>
        <option value="largest">Largest first</option>
      </Select>
      <Select
        aria-label="Kind"
        value={wanted.kind ?? ''}
        onChange={({ target }) => set({ kind: target.value })}
      >
        <option value="">All kinds</option>
        {isUnknown && wanted.kind && <option value={wanted.kind}>{KINDS[wanted.kind].label}</option>}
        {kinds.map(({ kind, count }) => (
          <option key={kind} value={kind}>
            {KINDS[kind].label} ({count})
          </option>
        ))}
      </Select>
      <Select
        aria-label="Member"
        value={wanted.member}
        onChange={({ target }) => set({ member: target.value })}
      >
        <option value="">Everybody</option>
        {members.map(({ member_id: id, member_name: name, count }) => (
          <option key={id} value={id ?? ''}>
            {name ?? 'Somebody'} ({count})
          </option>
        ))}
      </Select>
    </div>
  )
}

interface ListProps {
  wanted: Wanted
  onAnswer: (question: Question, verdict: Verdict) => void
}

function List({ wanted, onAnswer }: ListProps) {
  const query = usePages(questionsQuery(wanted))
  if (query.isPending)
    return (
      <div role="status" aria-label="Loading questions" className="space-y-3 p-4">
        <Skeleton className="h-20" />
        <Skeleton className="h-20" />
      </div>
    )
  if (query.isError && query.rows.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.rows.length === 0)
    return wanted.state === 'open' ? (
      <EmptyState icon={CircleCheck} title="Nothing to answer">
        Lowered estimates, payments taken back, cash that is held and the like are asked about here, seconds
        after they happen.
      </EmptyState>
    ) : (
      <EmptyState icon={CircleCheck} title="Nothing answered yet">
        Your answers stay here, with their reasons.
      </EmptyState>
    )
  return (
    <EndlessList
      label="Questions"
      rows={query.rows}
      rowKey={(question) => question.id}
      renderRow={(question) => <QuestionRow question={question} onAnswer={onAnswer} />}
      estimatedHeight={{ card: 190, line: 170 }}
      pages={query}
    />
  )
}

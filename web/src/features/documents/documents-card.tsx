import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useCountry, useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { CreditInvoice } from './credit-invoice'
import { lacksRefund, MissingRefund } from './missing-refund'
import { invoice, issued, jobCard, type Paper, statement } from './paper'
import { KINDS } from './paper-kinds'
import { PaperLinks } from './paper-links'
import { type IssuedPaper, jobPapersQuery } from './queries'

/** The papers of a job: its card, its invoice before it is issued, what is paid, and what was taken back. The invoice
 * that stands is beside the money. */
export function DocumentsCard({ job }: { job: JobDetail }) {
  const canCredit = useCan('documents:credit')
  const papers = useQuery(jobPapersQuery(job.id))
  const { dayTime } = useFormats()
  const { isIndia } = useCountry()
  const { id, vehicle_number: plate, invoice_number: number, invoice_id: invoiceId } = job
  const earlier = papers.data?.filter(({ kind, id: paperId }) => kind !== 'receipt' && paperId !== invoiceId)
  return (
    <Card>
      <CardHead title="Documents" />
      <ul className="divide-y">
        <Line title="Job card" note="As the job is now" paper={jobCard(id, plate)} name="the job card" />
        {number === null && (
          <Line
            title="Pro-forma"
            note="Invoice not issued yet"
            paper={invoice(id, null, plate)}
            name="the pro-forma"
          />
        )}
        <Line
          title="Payment statement"
          note={`Paid so far and balance due${isIndia ? ', with the UPI code' : ''}`}
          paper={statement(id, plate)}
          name="the payment statement"
        />
        {earlier?.map((paper) => (
          <Line
            key={paper.id}
            title={<span className="figure">{paper.number}</span>}
            note={told(paper, dayTime)}
            paper={issued(paper.id, paper.number)}
            name={`${KINDS[paper.kind].one.toLowerCase()} ${paper.number}`}
            isPast
          />
        ))}
        {papers.isPending && number && (
          <li aria-hidden className="px-4 py-3">
            <Skeleton className="h-8" />
          </li>
        )}
      </ul>
      {papers.isError && (
        <p
          role="alert"
          className="flex items-center justify-between gap-3 border-t px-4 py-2 text-muted text-sm"
        >
          Earlier documents could not be loaded.
          <Button size="sm" variant="outline" onClick={() => void papers.refetch()}>
            Try again
          </Button>
        </p>
      )}
      {canCredit && <Credits job={job} papers={papers.data} />}
    </Card>
  )
}

function told({ kind, issued_at, mark, credits }: IssuedPaper, dayTime: (instant: string) => string) {
  const what = [KINDS[kind].one, credits && `for ${credits}`].filter(Boolean).join(' ')
  return `${what} · ${mark ?? dayTime(issued_at)}`
}

interface LineProps {
  title: ReactNode
  note: string
  paper: Paper
  name: string
  beside?: Paper
  isPast?: boolean
}

function Line({ title, note, paper, name, beside, isPast }: LineProps) {
  return (
    <li className="flex items-center justify-between gap-2 py-1.5 pr-1.5 pl-4">
      <div className="min-w-0">
        <p className={isPast ? 'text-muted text-sm' : 'font-medium text-sm'}>{title}</p>
        <p className="break-words text-muted text-xs">{note}</p>
      </div>
      <PaperLinks paper={paper} name={name} {...(beside && { beside })} />
    </li>
  )
}

function Credits({ job, papers }: { job: JobDetail; papers: IssuedPaper[] | undefined }) {
  const [isCrediting, setCrediting] = useState(false)
  return (
    <>
      {papers?.filter(lacksRefund).map((paper) => (
        <MissingRefund key={paper.id} receipt={paper} />
      ))}
      {job.invoice_number !== null && (
        <div className="border-t px-4 py-2">
          <Button
            variant="ghost"
            size="sm"
            className="w-full text-muted"
            aria-haspopup="dialog"
            onClick={() => setCrediting(true)}
          >
            Issue credit note
          </Button>
        </div>
      )}
      <CreditInvoice job={job} open={isCrediting} onOpenChange={setCrediting} />
    </>
  )
}

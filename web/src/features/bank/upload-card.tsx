import { Upload as UploadIcon } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { cn } from '@/lib/cn'
import { inSentence } from '@/lib/days'
import { AccountDialog } from './account-dialog'
import { LayoutDialog } from './layout-dialog'
import type { Bank } from './queries'
import { type Upload, useUpload } from './use-upload'

/** The accounts and how far they are known, and where the next statement goes. */
export function UploadCard({ bank }: { bank: Bank }) {
  const canUpload = useCan('bank:upload')
  const { upload, send, leave } = useUpload()
  return (
    <Card>
      <CardHead title="Statements" />
      <div className="grid gap-4 p-4">
        {bank.accounts.length > 0 && <Accounts bank={bank} />}
        {canUpload && (
          <>
            <Drop upload={upload} isFirst={bank.accounts.length === 0} onFile={(file) => void send(file)} />
            <Outcome upload={upload} />
          </>
        )}
      </div>
      {upload.is === 'which-account' && (
        <AccountDialog
          question={upload.question}
          onChosen={(account) => void send(upload.file, account)}
          onClose={leave}
        />
      )}
      {upload.is === 'which-columns' && (
        <LayoutDialog layout={upload.layout} onSaid={() => void send(upload.file)} onClose={leave} />
      )}
    </Card>
  )
}

function Accounts({ bank }: { bank: Bank }) {
  const { money, day } = useFormats()
  return (
    <ul aria-label="Bank accounts" className="grid gap-3 text-sm">
      {bank.accounts.map((account) => (
        <li key={account.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-medium">{account.name}</span>
          <span className="figure">{money(account.balance)}</span>
          <span className="w-full text-muted text-xs">
            Known up to {inSentence(day(noonOf(account.last_day)))}
          </span>
        </li>
      ))}
      {bank.gaps.map((gap) => (
        <li key={`${gap.account} ${gap.after}`} className="text-warning text-xs">
          {gap.account}: the days between {inSentence(day(noonOf(gap.after)))} and{' '}
          {inSentence(day(noonOf(gap.before)))} are missing. Upload a statement of them.
        </li>
      ))}
    </ul>
  )
}

interface DropProps {
  upload: Upload
  isFirst: boolean
  onFile: (file: File) => void
}

function Drop({ upload, isFirst, onFile }: DropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const isSending = upload.is === 'sending'
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && !isSending) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by the button too.
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'grid gap-2 border border-dashed p-4 text-center',
        isOver && 'border-foreground bg-raised',
      )}
    >
      <input
        ref={input}
        type="file"
        aria-label="Statement"
        accept=".csv,.tsv,.txt,.xls,.xlsx,text/csv,text/tab-separated-values,application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          // So that the same file can be chosen again, once it was mended.
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
      <Button
        variant={isFirst ? 'primary' : 'secondary'}
        busy={isSending}
        className="mx-auto"
        onClick={() => input.current?.click()}
      >
        <UploadIcon aria-hidden />
        {isSending ? 'Reading the statement' : 'Upload a statement'}
      </Button>
      <p className="text-muted text-xs">
        CSV or Excel as your bank gives it: HDFC, ICICI, SBI, Axis, Kotak and others. Rows that were read
        before count once.
      </p>
    </div>
  )
}

function Outcome({ upload }: { upload: Upload }) {
  const { count } = useFormats()
  if (upload.is === 'refused') return <Notice>{sentence(upload.error)}</Notice>
  if (upload.is !== 'read') return null
  const { message, account, reworded } = upload.statement
  return (
    <Notice tone={reworded.length > 0 ? 'warning' : 'success'}>
      {account.name}: {message}. Every row agrees with the balance.
      {reworded.length > 0 &&
        ` ${reworded.length === 1 ? `Row ${reworded[0]?.row} has` : `${count(reworded.length)} rows have`} other words than in the statement before.`}
    </Notice>
  )
}

/** An instant of a day, for what is written of days. */
export function noonOf(day: string): string {
  return `${day}T12:00:00Z`
}

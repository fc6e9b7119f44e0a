import { type FormEvent, useState } from 'react'
import { Problem } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { ManagerSelect } from '@/components/manager-select'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'
import { useCountry } from '@/domain/formats'
import { type JobStatus, STATUS, STATUSES } from '@/domain/job-status'
import { useCan } from '@/domain/permissions'
import type { Scope } from '@/domain/scope'
import { cn } from '@/lib/cn'
import {
  EXPORT_KINDS,
  type ExportKind,
  exportKindOf,
  failureInWords,
  hasStatusOfJobs,
  isOfRecords,
} from './export-labels'
import { type ExportFilter, exporter } from './exporter'

const HOLDS: Record<ExportKind, string> = {
  workbook:
    'Summary, jobs, payments, cash handed over, bills and their tax, customers and vehicles, each on its sheet.',
  jobs: 'By the day they were started.',
  payments: 'By the day they were paid.',
  settlements: 'By the day of the hand-over.',
  bills: 'Invoices and credit notes with their tax, by the day they were issued.',
  customers: 'All customers, with what each paid and owes.',
  vehicles: 'All vehicles, with their owners and what was paid for each.',
  rates: 'Each bill by rate of tax with its place of supply, as GSTR-1 asks for it.',
  hsn: 'What was sold by HSN or SAC and rate, as GSTR-1 asks for it.',
}

interface ExportFormProps {
  scope: Scope
  /** What was asked for in vain, to be put right. */
  last: ExportFilter | null
  error: unknown
}

/** What to take along: the days and the manager on the screen, unless others are chosen. */
export function ExportForm({ scope, last, error }: ExportFormProps) {
  const [what, setWhat] = useState<ExportKind>(last ? exportKindOf(last) : 'workbook')
  const [from, setFrom] = useState((last ? last.from : scope.days.from) ?? '')
  const [to, setTo] = useState((last ? last.to : scope.days.to) ?? '')
  const [managerId, setManager] = useState((last ? last.manager_id : scope.managerId) ?? '')
  const [statuses, setStatuses] = useState<readonly JobStatus[]>(last?.status ?? [])
  const isTurned = from !== '' && to !== '' && from > to
  const hasStatus = hasStatusOfJobs(what)
  const hasDays = !isOfRecords(what)
  const kinds = useExportKinds()
  const start = (event: FormEvent) => {
    event.preventDefault()
    if (hasDays && isTurned) return
    void exporter.start({
      ...(what === 'workbook' ? { format: 'xlsx' as const } : { format: 'csv' as const, sheet: what }),
      ...(hasDays && from && { from }),
      ...(hasDays && to && { to }),
      ...(managerId && { manager_id: managerId }),
      ...(hasStatus && statuses.length > 0 && { status: [...statuses] }),
    })
  }
  const words = error instanceof Problem ? error.fields : []
  const fieldWords = (name: string) => words.find(({ field }) => field === name)?.message
  const isOfFields = words.some(({ field }) => field === 'from' || field === 'to')
  return (
    <Form onSubmit={start} className="space-y-4">
      {error !== null && !isOfFields && <Notice>{failureInWords(error)}</Notice>}
      <Field label="What to export" hint={HOLDS[what]}>
        {(control) => (
          <Select {...control} value={what} onChange={(event) => setWhat(event.target.value as ExportKind)}>
            {kinds.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className={hasDays ? 'grid grid-cols-2 gap-3' : 'hidden'}>
        <Field label="First day" optional error={fieldWords('from')}>
          {(control) => (
            <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} {...control} />
          )}
        </Field>
        <Field label="Last day" optional error={isTurned ? 'Before the first day' : fieldWords('to')}>
          {(control) => (
            <Input type="date" value={to} onChange={(event) => setTo(event.target.value)} {...control} />
          )}
        </Field>
      </div>
      <div>
        <p className="mb-1.5 font-medium text-sm">Manager</p>
        <ManagerSelect value={managerId} onChange={setManager} />
      </div>
      {hasStatus && <StatusChips chosen={statuses} onChoose={setStatuses} />}
      <Button type="submit" variant="primary" className="w-full" disabled={hasDays && isTurned}>
        {what === 'workbook' ? 'Make the Excel file' : `Make the CSV of ${what === 'hsn' ? 'HSN' : what}`}
      </Button>
    </Form>
  )
}

function useExportKinds() {
  const mayReadBills = useCan('documents:read')
  const { isIndia } = useCountry()
  const may = {
    bills: mayReadBills,
    rates: mayReadBills,
    hsn: mayReadBills && isIndia,
    customers: useCan('customers:read'),
    vehicles: useCan('vehicles:read'),
  }
  return EXPORT_KINDS.filter(({ value }) => !(value in may) || may[value as keyof typeof may])
}

interface StatusChipsProps {
  chosen: readonly JobStatus[]
  onChoose: (statuses: readonly JobStatus[]) => void
}

function StatusChips({ chosen, onChoose }: StatusChipsProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 flex w-full items-baseline justify-between font-medium text-sm">
        Jobs with status
        <span className="font-normal text-muted text-xs">{chosen.length === 0 ? 'any status' : ''}</span>
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {STATUSES.map((status) => {
          const isOn = chosen.includes(status)
          return (
            <button
              key={status}
              type="button"
              aria-pressed={isOn}
              onClick={() => onChoose(isOn ? chosen.filter((one) => one !== status) : [...chosen, status])}
              className={cn(
                'h-11 whitespace-nowrap border px-3 text-sm transition-colors fine:h-8 fine:px-2.5 fine:text-[0.8125rem]',
                isOn
                  ? 'border-foreground bg-foreground font-medium text-background'
                  : 'border-border text-muted hover:border-input hover:text-foreground',
              )}
            >
              {STATUS[status].label}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

import { useState } from 'react'
import { sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Select } from '@/components/ui/input'
import { useTyped } from '@/lib/use-draft'
import { COLUMNS, missing, type Said, say } from './layout'
import { type Column, rememberLayout } from './queries'
import type { UnknownLayout } from './use-upload'

const DAY_ORDERS = [
  { value: 'day', label: 'Day first' },
  { value: 'month', label: 'Month first' },
] as const

interface LayoutDialogProps {
  layout: UnknownLayout
  onSaid: () => void
  onClose: () => void
}

/** Asks once what the columns of a bank's statements are; they are known by their header from then on. */
export function LayoutDialog({ layout, onSaid, onClose }: LayoutDialogProps) {
  const { typed, type, forget } = useTyped<{ said: Said; first: 'day' | 'month' }>(`layout:${layout.key}`, {
    said: {},
    first: 'day',
  })
  const { said, first } = typed
  const columnOf = (index: number) =>
    Object.entries(said).find(([, at]) => at === index)?.[0] as Column | undefined
  const { save, busy, problem, setProblem } = useRemember(() => {
    forget()
    onSaid()
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="What are its columns?"
        description="RevOps does not know statements of this bank yet. Tell it once; it is remembered."
      >
        <Form
          onSubmit={(event) => {
            event.preventDefault()
            void save({ key: layout.key, columns: said, is_day_first: first === 'day' })
          }}
        >
          <div className="grid gap-3">
            {layout.header.map((heading, index) => {
              const examples = layout.sample.map((row) => row[index]).filter(Boolean)
              // A header may have the same words twice, and blank ones.
              const key = `${index} ${heading}`
              if (!heading && examples.length === 0) return null
              return (
                <ColumnField
                  key={key}
                  label={heading || `Column ${index + 1}`}
                  examples={examples}
                  column={columnOf(index)}
                  onSay={(column) => {
                    setProblem(null)
                    type({ said: say(said, index, column) })
                  }}
                />
              )
            })}
            <div>
              <p className="mb-1.5 font-medium text-sm">01/04 is the first of April when it is</p>
              <Choice
                label="Order of dates"
                value={first}
                options={DAY_ORDERS}
                onChange={(now) => type({ first: now })}
              />
            </div>
          </div>
          {problem !== null && <Notice className="mt-4">{problem}</Notice>}
          <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={busy}>
              Remember and read
            </Button>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

interface ColumnFieldProps {
  label: string
  examples: readonly (string | undefined)[]
  column: Column | undefined
  onSay: (column: Column | null) => void
}

function ColumnField({ label, examples, column, onSay }: ColumnFieldProps) {
  return (
    <Field label={label} hint={examples.slice(0, 2).join(' · ') || undefined}>
      {(control) => (
        <Select
          {...control}
          value={column ?? ''}
          onChange={(event) => onSay((event.target.value || null) as Column | null)}
        >
          <option value="">Not needed</option>
          {COLUMNS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** Remembers a layout once its columns are said, or says what is missing. */
function useRemember(onDone: () => void) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async (layout: Parameters<typeof rememberLayout>[0]) => {
    const lacks = missing(layout.columns)
    setProblem(lacks)
    if (lacks !== null) return
    setBusy(true)
    try {
      await rememberLayout(layout)
      onDone()
    } catch (error) {
      setProblem(sentence(error))
      setBusy(false)
    }
  }
  return { save, busy, problem, setProblem }
}

import type { ReactNode } from 'react'
import { Field } from '@/components/field'
import { Input } from '@/components/ui/input'
import { type LineText, ServiceLines } from './service-lines'

/** What is typed of a service, and of a usual job that services are filled in with. */
export interface ServiceText {
  title: string
  reason: string
  lines: LineText[]
}

interface ServiceFieldsProps {
  typed: ServiceText
  type: (changes: Partial<ServiceText>) => void
  titleLabel: string
  reasonExample?: string
  /** What stands above the lines. */
  children?: ReactNode
}

/** What is done, why, and its lines. */
export function ServiceFields({ typed, type, titleLabel, reasonExample, children }: ServiceFieldsProps) {
  return (
    <>
      <Field label={titleLabel}>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={typed.title}
            onChange={(event) => type({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Why, for the customer" optional>
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={typed.reason}
            placeholder={reasonExample}
            onChange={(event) => type({ reason: event.target.value })}
          />
        )}
      </Field>
      {children}
      <ServiceLines lines={typed.lines} onChange={(lines) => type({ lines })} />
    </>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { Field, Notice } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Select } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { useTyped } from '@/lib/use-draft'
import { addService, changeService, estimateQuery, type Service, serviceTemplatesQuery } from './queries'
import { ServiceFields, type ServiceText } from './service-fields'
import { emptyLine, readLines, sumOfLines, textOfLine, useSumWords } from './service-lines'

interface Typed extends ServiceText {
  templateId: string | null
}

/** What a new service begins with. */
interface ServiceStart {
  title?: string
  reason?: string | null
  photo_ids?: string[]
}

interface ServiceDialogProps {
  jobId: string
  /** The service that is changed; without one a new one is proposed. */
  service?: Service
  start?: ServiceStart
  onClose: () => void
}

/** A piece of work that the customer is asked about: a usual job of the garage, or its title, reason and lines. */
export default function ServiceDialog({ jobId, service, start = {}, onClose }: ServiceDialogProps) {
  const client = useQueryClient()
  const { decimals } = useFormats()
  const sumWords = useSumWords()
  const { data: templates = [] } = useQuery({ ...serviceTemplatesQuery, enabled: !service })
  const { typed, type, forget } = useTyped<Typed>(
    `service:${service ? `${service.id}:${service.revision}` : `${jobId}:${start.title ?? ''}`}`,
    {
      title: service?.title ?? start.title ?? '',
      reason: service?.reason ?? start.reason ?? '',
      templateId: null,
      lines: service?.lines.map((line) => textOfLine(line, decimals)) ?? [
        emptyLine('labour', start.title ?? ''),
      ],
    },
  )
  const { title, reason, templateId, lines } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const items = readLines(lines, decimals)
  const submission = useSubmission({
    name: `service:${service?.id ?? jobId}`,
    send: (body: Schemas['ServiceIn'], key) =>
      service
        ? changeService(jobId, service.id, {
            title: body.title ?? null,
            reason: body.reason ?? null,
            items: body.items,
            revision: service.revision,
          })
        : addService(jobId, body, key),
    onDone: ({ message, estimate }) => {
      client.setQueryData(estimateQuery(jobId).queryKey, estimate)
      void client.invalidateQueries({ queryKey: ['jobs'] })
      toast.success(message)
      close()
    },
    onSame: close,
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id)
    if (!template) return type({ templateId: null })
    type({
      templateId: id,
      title: start.title || template.title,
      reason: reason || (template.reason ?? ''),
      lines: template.lines.map((line) => textOfLine(line, decimals)),
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() === '') return setRefusal('Say what is to be done, such as "Front brake pads".')
    if (!items) return setRefusal('Each line needs what it is, how many, and a price in digits.')
    setRefusal(null)
    void submission.submit({
      title: title.trim(),
      reason: reason.trim() || null,
      items,
      photo_ids: start.photo_ids ?? [],
      template_id: templateId,
      repeat: false,
    })
  }
  return (
    <SubmissionDialog
      title={service ? 'Change service' : 'Add service'}
      description="The customer approves or declines it as a whole."
      state={submission.state}
      refusal={refusal}
      repeated={submission.repeated}
      another="Add again"
      action={`${service ? 'Save' : 'Add'}${items && sumOfLines(items) > 0 ? `, ${sumWords(items)}` : ''}`}
      onSubmit={submit}
      onClose={close}
    >
      {templates.length > 0 && (
        <Field label="Usual job" optional>
          {(control) => (
            <Select {...control} value={templateId ?? ''} onChange={(event) => choose(event.target.value)}>
              <option value="">None</option>
              {templates.map((template) => (
                <option key={template.id} value={template.id}>
                  {template.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <ServiceFields
        typed={typed}
        type={type}
        titleLabel="What is to be done"
        reasonExample="For example: 2.5 mm are left"
      >
        {(start.photo_ids?.length ?? 0) > 0 && (
          <Notice tone="info">The customer sees the photos of this finding beside it.</Notice>
        )}
      </ServiceFields>
    </SubmissionDialog>
  )
}

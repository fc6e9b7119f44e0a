import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { useFormats } from '@/domain/formats'
import { useTyped } from '@/lib/use-draft'
import { addService, changeService, estimateQuery, type Service, type UsualJob } from './queries'
import type { ServiceText } from './service-fields'
import { emptyLine, readLines, textOfLine } from './service-lines'

interface Typed extends ServiceText {
  templateId: string | null
}

/** What a new service begins with. */
export interface ServiceStart {
  title?: string
  reason?: string | null
  photo_ids?: string[]
}

interface ServiceFormOptions {
  jobId: string
  service: Service | undefined
  start: ServiceStart
  onClose: () => void
}

/** What is typed of a service, and how it is added once or changed. */
export function useServiceForm({ jobId, service, start, onClose }: ServiceFormOptions) {
  const client = useQueryClient()
  const { decimals } = useFormats()
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
  const fillIn = (template: UsualJob) =>
    type({
      templateId: template.id,
      title: start.title || template.title,
      reason: reason || (template.reason ?? ''),
      lines: template.lines.map((line) => textOfLine(line, decimals)),
    })
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
  return { typed, type, fillIn, items, submission, refusal, submit, close }
}

import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { Schemas } from '@/api/client'
import { sentence } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { SubmissionDialog } from '@/components/submission-dialog'
import { useFormats } from '@/domain/formats'
import { useTyped } from '@/lib/use-draft'
import { addUsualJob, changeUsualJob, serviceTemplatesQuery, type UsualJob } from './queries'
import { ServiceFields, type ServiceText } from './service-fields'
import { emptyLine, readLines, sumOfLines, textOfLine, useSumWords } from './service-lines'

interface UsualJobDialogProps {
  /** The one that is changed; without it a new one is added. */
  usual?: UsualJob
  onClose: () => void
}

/** A usual job of the garage, with its lines and prices. */
export default function UsualJobDialog({ usual, onClose }: UsualJobDialogProps) {
  const client = useQueryClient()
  const { decimals } = useFormats()
  const sumWords = useSumWords()
  const name = `usual-job:${usual?.id ?? 'new'}`
  const { typed, type, forget } = useTyped<ServiceText>(name, {
    title: usual?.title ?? '',
    reason: usual?.reason ?? '',
    lines: usual?.lines.map((line) => textOfLine(line, decimals)) ?? [emptyLine()],
  })
  const { title, reason, lines } = typed
  const close = () => {
    forget()
    onClose()
  }
  const [refusal, setRefusal] = useState<string | null>(null)
  const items = readLines(lines, decimals)
  const submission = useSubmission({
    name,
    send: async (body: Schemas['ServiceTemplateIn'], key) =>
      usual ? await changeUsualJob(usual.id, body) : await addUsualJob(body, key),
    onDone: ({ message }) => {
      void client.invalidateQueries({ queryKey: serviceTemplatesQuery.queryKey })
      toast.success(message)
      close()
    },
    onSame: close,
    onRefused: (problem) => setRefusal(sentence(problem)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() === '') return setRefusal('Say what is done, such as "Front brake pads".')
    if (!items) return setRefusal('Each line needs what it is, how many, and a price in digits.')
    setRefusal(null)
    void submission.submit({ title: title.trim(), reason: reason.trim() || null, items, repeat: false })
  }
  return (
    <SubmissionDialog
      title={usual ? 'Change usual job' : 'Add usual job'}
      description="Chosen when a service is added. Services that were added before keep their prices."
      state={submission.state}
      refusal={refusal}
      repeated={submission.repeated}
      another="Add again"
      action={`${usual ? 'Save' : 'Add'}${items && sumOfLines(items) > 0 ? `, ${sumWords(items)}` : ''}`}
      onSubmit={submit}
      onClose={close}
    >
      <ServiceFields typed={typed} type={type} titleLabel="What is done" />
    </SubmissionDialog>
  )
}

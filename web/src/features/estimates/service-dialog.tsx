import { useQuery } from '@tanstack/react-query'
import { Field, Notice } from '@/components/field'
import { SubmissionDialog } from '@/components/submission-dialog'
import { Select } from '@/components/ui/input'
import { type Service, serviceTemplatesQuery } from './queries'
import { ServiceFields } from './service-fields'
import { sumOfLines, useSumWords } from './service-lines'
import { type ServiceStart, useServiceForm } from './use-service-form'

interface ServiceDialogProps {
  jobId: string
  /** The service that is changed; without one a new one is proposed. */
  service?: Service
  start?: ServiceStart
  onClose: () => void
}

/** A piece of work that the customer is asked about: a usual job of the garage, or its title, reason and lines. */
export default function ServiceDialog({ jobId, service, start = {}, onClose }: ServiceDialogProps) {
  const sumWords = useSumWords()
  const { data: templates = [] } = useQuery({ ...serviceTemplatesQuery, enabled: !service })
  const form = useServiceForm({ jobId, service, start, onClose })
  const { typed, type, fillIn, items, submission, refusal, submit, close } = form
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id)
    if (template) fillIn(template)
    else type({ templateId: null })
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
            <Select
              {...control}
              value={typed.templateId ?? ''}
              onChange={(event) => choose(event.target.value)}
            >
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

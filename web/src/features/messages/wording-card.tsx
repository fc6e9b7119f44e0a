import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { Problem, sentence } from '@/api/problem'
import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Select } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { useSavedBoxes } from '@/lib/use-saved-boxes'
import { MessageFields } from './message-fields'
import { eventLabel } from './message-labels'
import { type Template, templatesQuery } from './queries'

type Language = 'en' | 'hi' | 'mr' | 'ar'
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'hi', label: 'Hindi' },
  { value: 'mr', label: 'Marathi' },
  { value: 'ar', label: 'Arabic' },
] as const

/** The words of each event, in each language. */
export function WordingCard() {
  const { data } = useQuery(templatesQuery)
  const [event, setEvent] = useState<Template['event']>('ready')
  const [language, setLanguage] = useState<Language>('en')
  const template = data?.find((one) => one.event === event)
  return (
    <Card>
      <CardHead title="Words" />
      {template ? (
        <div className="space-y-4 p-4">
          <Field label="Message">
            {(control) => (
              <Select
                {...control}
                value={event}
                onChange={(change) => setEvent(change.target.value as Template['event'])}
              >
                {data?.map((one) => (
                  <option key={one.event} value={one.event}>
                    {eventLabel(one.event)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Choice label="Language" value={language} options={LANGUAGES} onChange={setLanguage} />
          <Words key={`${event}:${language}`} template={template} language={language} />
        </div>
      ) : (
        <div role="status" aria-label="Loading the words" className="p-4">
          <Skeleton className="h-48" />
        </div>
      )}
    </Card>
  )
}

function Words({ template, language }: { template: Template; language: Language }) {
  const { words, boxes, type, save, preview, failed, errorOf } = useWords(template, language)
  const { subject, text } = boxes
  return (
    <Form
      className="space-y-4"
      onSubmit={(press) => {
        press.preventDefault()
        save.mutate({ event: template.event, language, subject, text })
      }}
    >
      {failed && <Notice>{sentence(failed)}</Notice>}
      <MessageFields
        typed={boxes}
        onType={type}
        errorOf={errorOf}
        hint={`Filled in automatically: ${template.placeholders.map((name) => `{${name}}`).join(' ')}`}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="outline" busy={save.isPending}>
          Save
        </Button>
        <Button variant="ghost" busy={preview.isPending} records={false} onClick={() => preview.mutate()}>
          Preview
        </Button>
        {words.is_own && (
          <Button
            variant="ghost"
            busy={save.isPending}
            onClick={() => save.mutate({ event: template.event, language })}
          >
            Restore the original words
          </Button>
        )}
      </div>
      {preview.data && (
        <div className="border-l-2 pl-3 text-sm">
          <p className="font-medium">{preview.data.subject}</p>
          <p className="mt-1 whitespace-pre-wrap break-words">{preview.data.text}</p>
        </div>
      )}
    </Form>
  )
}

/** The words of one event in one language: typed, saved, and shown as a customer would read them. */
function useWords(template: Template, language: Language) {
  const client = useQueryClient()
  const words = template.wordings[language] ?? { subject: '', text: '', is_own: false }
  const { boxes, type, undo } = useSavedBoxes(`words:${template.event}:${language}`, {
    subject: words.subject,
    text: words.text,
  })
  const save = useMutation({
    mutationFn: (body: Schemas['TemplateIn']) => unwrap(api.PUT('/api/messages/templates', { body })),
    onSuccess: (templates, { text: sent }) => {
      client.setQueryData(templatesQuery.queryKey, templates)
      undo()
      toast.success(sent ? 'Saved' : 'The original words are back')
    },
  })
  const preview = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/messages/preview', { body: { event: template.event, language, ...boxes } })),
  })
  const failed = save.error ?? preview.error
  const errors = failed instanceof Problem ? failed.fields : []
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  return { words, boxes, type, save, preview, failed: errors.length === 0 ? failed : null, errorOf }
}

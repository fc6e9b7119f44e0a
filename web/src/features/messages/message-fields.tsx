import { Field } from '@/components/field'
import { Input, Textarea } from '@/components/ui/input'

interface MessageFieldsProps {
  typed: { subject: string; text: string }
  onType: (typed: { subject?: string; text?: string }) => void
  hasSubject?: boolean
  errorOf?: (field: 'subject' | 'text') => string | undefined
  /** What is said below the text. */
  hint?: string
}

/** The words of a message, in whatever direction they are written. */
export function MessageFields({ typed, onType, hasSubject = true, errorOf, hint }: MessageFieldsProps) {
  return (
    <>
      {hasSubject && (
        <Field label="Subject" error={errorOf?.('subject')}>
          {(control) => (
            <Input
              {...control}
              maxLength={150}
              value={typed.subject}
              onChange={({ target }) => onType({ subject: target.value })}
            />
          )}
        </Field>
      )}
      <Field label="Text" error={errorOf?.('text')} hint={hint}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            rows={8}
            maxLength={2000}
            value={typed.text}
            onChange={({ target }) => onType({ text: target.value })}
          />
        )}
      </Field>
    </>
  )
}

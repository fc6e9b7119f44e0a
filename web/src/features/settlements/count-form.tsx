import { Field, Notice } from '@/components/field'
import { Form } from '@/components/form'
import { NoteCount } from '@/components/note-count'
import { SubmitButton } from '@/components/submit-button'
import { Card, CardHead } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { TakePhoto } from '@/features/evidence/take-photo'
import { useCountForm } from './use-count-form'

/** Cash goes to the owner by its notes: what was counted is what is handed over, and no figure is shown before. */
export function CountForm() {
  const { money } = useFormats()
  const { form, count, setCount, photo, setPhoto, sum, refusal, submission, submit } = useCountForm()
  const isBusy = submission.state !== 'idle'
  return (
    <Form onSubmit={submit} className="max-w-xl">
      <Card>
        <CardHead title="Hand over cash" />
        <fieldset disabled={isBusy} className="p-4">
          <legend className="float-left mb-4 w-full text-muted text-sm">
            Count the notes and coins that you hand over. The owner counts them too, without seeing your
            count.
          </legend>
          <div className="clear-both space-y-4">
            {refusal && <Notice>{refusal}</Notice>}
            <NoteCount
              value={count}
              onChange={setCount}
              showsTotal
              error={form.formState.errors.count?.message?.toString()}
            />
            <TakePhoto photo={photo} onTake={setPhoto} />
            <Field label="Notes" optional error={form.formState.errors.notes?.message}>
              {(control) => <Textarea rows={2} {...control} {...form.register('notes')} />}
            </Field>
          </div>
        </fieldset>
      </Card>
      <div className="z-10 bg-background py-2 max-lg:sticky max-lg:bottom-(--bar)">
        <SubmitButton {...submission} another="Hand over again">
          {sum > 0 ? `Hand over ${money(sum)}` : 'Hand over cash'}
        </SubmitButton>
      </div>
    </Form>
  )
}

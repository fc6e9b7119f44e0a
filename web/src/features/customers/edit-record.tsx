import type { ComponentProps, ReactNode } from 'react'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'

interface EditRecordProps {
  title: string
  isDirty: boolean
  isBusy: boolean
  refusal: string | null
  onSubmit: ComponentProps<typeof Form>['onSubmit']
  onClose: () => void
  /** The fields. */
  children: ReactNode
}

/** The frame of a form that changes a customer or a vehicle. */
export function EditRecord({
  title,
  isDirty,
  isBusy,
  refusal,
  onSubmit,
  onClose,
  children,
}: EditRecordProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description="Jobs and bills that are there already keep what they say."
        className="sm:max-w-2xl"
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        <Form onSubmit={onSubmit}>
          <fieldset disabled={isBusy} className="grid min-w-0 gap-4 sm:grid-cols-2">
            {children}
          </fieldset>
          {refusal && <Notice className="mt-4">{refusal}</Notice>}
          <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={isBusy}>
              Save
            </Button>
          </div>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { AccountQuestion } from './use-upload'

interface AccountDialogProps {
  question: AccountQuestion
  onChosen: (account: string) => void
  onClose: () => void
}

/** Asks which account a statement is of, where the file leaves that open. */
export function AccountDialog({ question, onChosen, onClose }: AccountDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Which account?" description={question.words}>
        <div className="grid gap-2">
          <Button variant="primary" records onClick={() => onChosen('new')}>
            Another account: {question.account}
          </Button>
          {question.accounts.map(({ id, name }) => (
            <Button key={id} variant="outline" records onClick={() => onChosen(id)}>
              It is of {name}
            </Button>
          ))}
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  )
}

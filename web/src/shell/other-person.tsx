import { useSyncExternalStore } from 'react'
import { putAside, subscribeToAnother, whoActs, whoElse } from '@/api/acting'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'

/** Says that somebody else logged in in another tab: from then on nothing is recorded from this one. */
export function OtherPerson() {
  const other = useSyncExternalStore(subscribeToAnother, whoElse)
  if (!other) return null
  return (
    <Dialog open onOpenChange={putAside}>
      <DialogContent
        title={`${other.name} is logged in now`}
        description={`Somebody logged in as ${other.name} in another tab of this browser. This page was opened by ${whoActs()?.name ?? 'somebody else'}, so nothing more can be saved from it.`}
      >
        <Button variant="primary" size="lg" className="w-full" onClick={() => window.location.assign('/')}>
          Continue as {other.name}
        </Button>
      </DialogContent>
    </Dialog>
  )
}

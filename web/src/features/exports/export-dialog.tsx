import { useEffect } from 'react'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { Scope } from '@/domain/scope'
import { ExportForm } from './export-form'
import { ExportProgress } from './export-progress'
import { showInToast } from './export-toast'
import { exporter } from './exporter'
import { useExport } from './use-export'

interface ExportDialogProps {
  scope: Scope
  onClose: () => void
}

/** What to take along; then how far it is. Closed meanwhile, it goes on and tells of itself at the edge of the screen. */
export function ExportDialog({ scope, onClose }: ExportDialogProps) {
  const state = useExport()
  useEffect(() => {
    // One that was saved before is old news.
    if (exporter.state().step === 'saved') exporter.forget()
    showInToast(false)
    return () => {
      exporter.forget()
      showInToast(true)
    }
  }, [])
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Export">
        {state.step === 'making' ? (
          <>
            <ExportProgress filter={state.filter} progress={state.progress} />
            <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Button variant="outline" onClick={exporter.cancel}>
                Cancel export
              </Button>
              <Button onClick={onClose}>Continue in the background</Button>
            </div>
          </>
        ) : state.step === 'saved' ? (
          <>
            <Notice tone="info">
              Saved as <span className="figure break-all">{state.fileName}</span>
            </Notice>
            <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              <Button variant="outline" onClick={exporter.forget}>
                Another export
              </Button>
              <Button variant="primary" onClick={onClose}>
                Done
              </Button>
            </div>
          </>
        ) : (
          <ExportForm
            scope={scope}
            last={state.step === 'failed' ? state.filter : null}
            error={state.step === 'failed' ? state.error : null}
          />
        )}
      </DialogContent>
    </Dialog>
  )
}

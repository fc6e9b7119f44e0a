import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { failureInWords } from './export-labels'
import { ExportProgress } from './export-progress'
import { exporter } from './exporter'
import { useExport } from './use-export'

const ID = 'export'
const READ_MS = 8000

let isShown = false
let step = exporter.state().step

/** Whether the export tells of itself at the edge of the screen, because its dialog is closed. */
export function showInToast(shown: boolean) {
  isShown = shown
  tell()
}

exporter.subscribe(() => {
  const now = exporter.state().step
  if (now === step) return
  step = now
  if (isShown) tell()
})

function tell() {
  const state = exporter.state()
  if (!isShown || state.step === 'idle') {
    toast.dismiss(ID)
    return
  }
  if (state.step === 'making')
    toast(<Making />, { id: ID, duration: Number.POSITIVE_INFINITY, dismissible: false })
  if (state.step === 'saved')
    toast(`Saved as ${state.fileName}`, { id: ID, duration: READ_MS, dismissible: true })
  if (state.step === 'failed') {
    toast.error(`No export: ${failureInWords(state.error)}`, { id: ID, duration: READ_MS, dismissible: true })
  }
}

function Making() {
  const state = useExport()
  if (state.step !== 'making') return null
  return (
    <div className="flex w-full items-center gap-3">
      <div className="min-w-0 flex-1">
        <ExportProgress filter={state.filter} progress={state.progress} />
      </div>
      <Button size="sm" variant="outline" onClick={exporter.cancel}>
        Cancel
      </Button>
    </div>
  )
}

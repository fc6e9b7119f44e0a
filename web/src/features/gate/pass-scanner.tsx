import { CodeReader, useCodeCamera } from '@/components/code-reader'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { passCode } from './gate-labels'

interface PassScannerProps {
  onCode: (code: string) => void
  onClose: () => void
}

/** Reads a gate pass by the phone's camera, or as it is typed. */
export default function PassScanner({ onCode, onClose }: PassScannerProps) {
  const take = (text: string) => {
    const code = passCode(text)
    if (code) onCode(code)
    return code !== null
  }
  const camera = useCodeCamera(take)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Gate pass"
        description={
          camera.hasCamera
            ? 'Hold the code of the pass before the camera, or type it.'
            : 'Type the code that stands under the picture of the pass.'
        }
      >
        <CodeReader
          camera={camera}
          label="Code"
          placeholder="K7WM-3QXA"
          action="Check the pass"
          onTyped={(text) =>
            take(text) ? undefined : 'A pass has eight letters and digits, such as K7WM-3QXA.'
          }
        />
      </DialogContent>
    </Dialog>
  )
}

import { CodeReader, useCodeCamera } from '@/components/code-reader'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { passCode } from './gate-labels'
import type { GateWords } from './words/en'

interface PassScannerProps {
  words: GateWords['pass']
  onCode: (code: string) => void
  onClose: () => void
}

/** Reads a gate pass by the phone's camera, or as it is typed. */
export default function PassScanner({ words, onCode, onClose }: PassScannerProps) {
  const take = (text: string) => {
    const code = passCode(text)
    if (code) onCode(code)
    return code !== null
  }
  const camera = useCodeCamera(take)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={words.title} description={camera.hasCamera ? words.byCamera : words.byHand}>
        <CodeReader
          camera={camera}
          label={words.code}
          placeholder="K7WM-3QXA"
          action={words.check}
          onTyped={(text) => (take(text) ? undefined : words.wrongCode)}
        />
      </DialogContent>
    </Dialog>
  )
}

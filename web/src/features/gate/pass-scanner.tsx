import { useEffect, useRef, useState } from 'react'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { passCode } from './gate-labels'

const LOOK_EVERY_MS = 250

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}

/** What reads a QR code in this browser; null where nothing does, and the code is typed. */
function detectorHere(): Detector | null {
  const Made = (window as { BarcodeDetector?: new (options: { formats: string[] }) => Detector })
    .BarcodeDetector
  return Made && navigator.mediaDevices ? new Made({ formats: ['qr_code'] }) : null
}

interface PassScannerProps {
  onCode: (code: string) => void
  onClose: () => void
}

/** Reads a gate pass by the phone's camera, or as it is typed. */
export default function PassScanner({ onCode, onClose }: PassScannerProps) {
  const [detector] = useState(detectorHere)
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const video = useRef<HTMLVideoElement>(null)
  const [hasCamera, setHasCamera] = useState(detector !== null)
  useCamera(video, detector, onCode, () => setHasCamera(false))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Gate pass"
        description={
          hasCamera
            ? 'Hold the code of the pass before the camera, or type it.'
            : 'Type the code that stands under the picture of the pass.'
        }
      >
        <form
          noValidate
          className="grid"
          onSubmit={(event) => {
            event.preventDefault()
            const code = passCode(typed)
            if (code) onCode(code)
            else setError('A pass has eight letters and figures, such as K7WM-3QXA.')
          }}
        >
          {hasCamera && (
            <video
              ref={video}
              playsInline
              muted
              className="mb-4 aspect-square w-full bg-black object-cover"
            />
          )}
          <Field label="Code" error={error}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoCapitalize="characters"
                autoComplete="off"
                spellCheck={false}
                maxLength={32}
                placeholder="K7WM-3QXA"
                className="figure h-14 text-center text-xl uppercase"
                onChange={({ target }) => {
                  setTyped(target.value)
                  setError(undefined)
                }}
              />
            )}
          </Field>
          {/* It stays where it is: the form is short. */}
          <div className="mt-4">
            <Button type="submit" variant="primary" size="lg" className="w-full">
              Check the pass
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  )
}

/** Looks through the camera on the back until a pass is seen; lets go of it when the dialog closes. */
function useCamera(
  video: React.RefObject<HTMLVideoElement | null>,
  detector: Detector | null,
  onCode: (code: string) => void,
  onNone: () => void,
) {
  const latest = useRef({ onCode, onNone })
  latest.current = { onCode, onNone }
  useEffect(() => {
    if (!detector) return
    let stream: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const look = async () => {
      const element = video.current
      const found = element ? await detector.detect(element).catch(() => []) : []
      const code = found.map(({ rawValue }) => passCode(rawValue)).find((one) => one !== null)
      if (isOver) return
      if (code) latest.current.onCode(code)
      else timer = setTimeout(() => void look(), LOOK_EVERY_MS)
    }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
      async (found) => {
        stream = found
        if (isOver || !video.current) return stopped(found)
        video.current.srcObject = found
        await video.current.play().catch(() => {})
        void look()
      },
      () => latest.current.onNone(),
    )
    return () => {
      isOver = true
      clearTimeout(timer)
      if (stream) stopped(stream)
    }
  }, [detector, video])
}

function stopped(stream: MediaStream) {
  for (const track of stream.getTracks()) track.stop()
}

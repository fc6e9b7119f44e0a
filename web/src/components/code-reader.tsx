import { useEffect, useRef, useState } from 'react'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

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

/** Looks for a code through the camera, where this browser reads codes and lets us. */
export function useCodeCamera(onSeen: (code: string) => boolean) {
  const [detector] = useState(detectorHere)
  const video = useRef<HTMLVideoElement>(null)
  const [hasCamera, setHasCamera] = useState(detector !== null)
  useCamera(video, detector, onSeen, () => setHasCamera(false))
  return { video, hasCamera }
}

interface CodeReaderProps {
  camera: ReturnType<typeof useCodeCamera>
  label: string
  placeholder: string
  action: string
  /** Takes what was typed; says what is wrong with it, or nothing. */
  onTyped: (text: string) => string | undefined
}

/** The picture of the camera, and below it the field for who types instead. */
export function CodeReader({ camera, label, placeholder, action, onTyped }: CodeReaderProps) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  return (
    <form
      noValidate
      className="grid"
      onSubmit={(event) => {
        event.preventDefault()
        setError(onTyped(typed))
      }}
    >
      {camera.hasCamera && (
        <video
          ref={camera.video}
          playsInline
          muted
          className="mb-4 aspect-square w-full bg-black object-cover"
        />
      )}
      <Field label={label} error={error}>
        {(control) => (
          <Input
            {...control}
            value={typed}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={32}
            placeholder={placeholder}
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
          {action}
        </Button>
      </div>
    </form>
  )
}

/** Looks through the camera on the back until what is sought is seen; lets go of it when that is over. */
function useCamera(
  video: React.RefObject<HTMLVideoElement | null>,
  detector: Detector | null,
  onSeen: (code: string) => boolean,
  onNone: () => void,
) {
  const latest = useRef({ onSeen, onNone })
  latest.current = { onSeen, onNone }
  useEffect(() => {
    if (!detector) return
    let stream: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const look = async () => {
      const element = video.current
      const found = element ? await detector.detect(element).catch(() => []) : []
      if (isOver || found.some(({ rawValue }) => latest.current.onSeen(rawValue))) return
      timer = setTimeout(() => void look(), LOOK_EVERY_MS)
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

import { registerSW } from 'virtual:pwa-register'
import { toast } from 'sonner'

const HOUR_MS = 3_600_000

/** Keeps the shell on the device, and offers a new version when there is one; never in the middle of a form. */
export function startWorker() {
  if (import.meta.env.DEV) return
  const update = registerSW({
    onNeedRefresh() {
      toast('A new version of RevOps is ready.', {
        duration: Number.POSITIVE_INFINITY,
        action: { label: 'Use it', onClick: () => void update(true) },
      })
    },
    onRegisteredSW(_url, registration) {
      if (registration) setInterval(() => void registration.update().catch(() => {}), HOUR_MS)
    },
  })
}

import { loadPart } from '@/lib/load-part'

const HOUR_MS = 3_600_000
const AFTER_LOAD_MS = 3000

/** Keeps the shell on the device, and offers a new version when there is one; never in the middle of a form. */
export function startWorker() {
  if (import.meta.env.DEV) return
  // What is on the screen comes first.
  if (document.readyState === 'complete') start()
  else window.addEventListener('load', () => setTimeout(start, AFTER_LOAD_MS))
}

/** Without a network there is nothing to keep: the next page tries again. */
const start = () => void register().catch(() => {})

async function register() {
  const { registerSW } = await loadPart(() => import('virtual:pwa-register'))
  const update = registerSW({
    async onNeedRefresh() {
      const { toast } = await loadPart(() => import('sonner'))
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

import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import '@fontsource/barlow-condensed/600.css'
import './index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { lazyPart } from '@/components/lazy-part'
import { startTapShield } from '@/lib/tap-shield'
import { queryClient } from '@/query-client'
import { router } from '@/router'
import { PlainHttpBanner } from '@/shell/plain-http-banner'
import { startWorker } from '@/shell/service-worker'

const TOASTER_AFTER_MS = 1000

// Nothing is told before something was pressed: on a slow network the page comes first.
const Toaster = lazyPart(async () => {
  await new Promise((done) => setTimeout(done, TOASTER_AFTER_MS))
  const { Toaster } = await import('@/components/ui/toaster')
  return { default: Toaster }
})
const OtherPerson = lazyPart(() =>
  import('@/shell/other-person').then((own) => ({ default: own.OtherPerson })),
)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const app = createRoot(root)

/** Draws the app when the first page is known; until then the mark of index.html stands there. */
function draw() {
  app.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PlainHttpBanner />
        <RouterProvider router={router} />
        <Suspense>
          <Toaster />
          <OtherPerson />
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  )
}

if (router.state.initialized) draw()
else {
  const stop = router.subscribe(({ initialized }) => {
    if (!initialized) return
    stop()
    draw()
  })
}
startTapShield(window)
startWorker()

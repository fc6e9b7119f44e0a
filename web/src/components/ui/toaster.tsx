import { Toaster as Sonner } from 'sonner'
import { useIsLight } from '@/lib/theme'
import { useMedia } from '@/lib/use-media'

const UNDER_THE_BAR = { top: '4rem' }

/** Short news at the edge of the screen where no button stands: what one presses next is at the bottom of a phone. */
export function Toaster() {
  const hasRoom = useMedia('(width >= 64rem)')
  return (
    <Sonner
      theme={useIsLight() ? 'light' : 'dark'}
      position={hasRoom ? 'bottom-right' : 'top-center'}
      // Above the bars that a page may have at its end.
      offset={hasRoom ? { bottom: '5rem', right: '1.5rem' } : UNDER_THE_BAR}
      mobileOffset={UNDER_THE_BAR}
      toastOptions={{
        style: {
          // Also while a dialog keeps all else from being pressed.
          pointerEvents: 'auto',
          background: 'var(--card)',
          border: '1px solid var(--input)',
          color: 'var(--foreground)',
          borderRadius: 2,
          boxShadow: 'none',
          fontFamily: 'var(--font-sans)',
        },
      }}
    />
  )
}

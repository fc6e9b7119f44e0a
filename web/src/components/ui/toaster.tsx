import { Toaster as Sonner } from 'sonner'
import { useIsLight } from '@/lib/theme'

/** Short news at the edge of the screen, above the bar of a phone. */
export function Toaster() {
  return (
    <Sonner
      theme={useIsLight() ? 'light' : 'dark'}
      position="bottom-right"
      mobileOffset={{ bottom: 'calc(4.5rem + env(safe-area-inset-bottom))' }}
      toastOptions={{
        style: {
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

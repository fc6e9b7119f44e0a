import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { type AskedCount, askedCountQuery } from '@/features/custody/queries'

const CountAsked = lazyPart(() => import('@/features/custody/asked-count'))

/** While somebody is asked to count his cash, the app shows him nothing else: until it is counted, or its time is over. */
export function CountGate() {
  const client = useQueryClient()
  const { data } = useQuery(askedCountQuery)
  // Kept until its result was seen: the server forgets it with the answer.
  const [shown, setShown] = useState<AskedCount | null>(null)
  const asked = data?.count
  useEffect(() => {
    if (asked) setShown(asked)
  }, [asked])
  if (!shown) return null
  const close = () => {
    setShown(null)
    void client.invalidateQueries({ queryKey: ['settlements'] })
  }
  return (
    // Shown as a modal, so that nothing behind it can be pressed or reached by keys; Escape does not end it.
    <dialog
      ref={open}
      onCancel={(event) => event.preventDefault()}
      onClose={({ currentTarget }) => open(currentTarget)}
      aria-label="Count your cash"
      className="m-0 h-dvh max-h-none w-screen max-w-none overflow-y-auto bg-background px-4 py-6 text-foreground"
    >
      <Suspense>
        <CountAsked key={shown.id} count={shown} isWaitedFor={asked?.id === shown.id} onDone={close} />
      </Suspense>
    </dialog>
  )
}

function open(dialog: HTMLDialogElement | null) {
  if (dialog?.isConnected && !dialog.open) dialog.showModal()
}

import { useRef } from 'react'
import { toast } from 'sonner'

/** A tab for a chat: opened empty while a press lasts, as browsers want it, and led there once the words are known. */
export function useChatTab() {
  const tab = useRef<Window | null>(null)
  return {
    isOpen: () => tab.current !== null,
    open: () => {
      tab.current = window.open('', '_blank')
      if (tab.current) tab.current.opener = null
    },
    lead: (link: string) => {
      if (tab.current && !tab.current.closed) tab.current.location.replace(link)
      else
        toast('Ready in WhatsApp', { action: { label: 'Open', onClick: () => window.open(link, '_blank') } })
      tab.current = null
    },
    close: () => {
      tab.current?.close()
      tab.current = null
    },
  }
}

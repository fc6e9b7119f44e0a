import { Check, Copy } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { toast } from 'sonner'
import { Button } from './ui/button'

const SAID_MS = 2000

interface CopyButtonProps extends Pick<ComponentProps<typeof Button>, 'size' | 'className'> {
  text: string
  label?: string
  /** The way on where a browser lets no page copy. */
  otherwise: string
  /** What to do with it, where that is not plain. */
  nextStep?: string
}

/** Copies a text, and says so in the place of its label. */
export function CopyButton({ text, label = 'Copy', otherwise, nextStep, ...look }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      toast.error('This browser does not let the page copy', { description: otherwise })
      return
    }
    if (nextStep) toast.success(nextStep)
    setCopied(true)
    setTimeout(() => setCopied(false), SAID_MS)
  }
  return (
    <Button variant="outline" onClick={() => void copy()} aria-live="polite" {...look}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {isCopied ? 'Copied' : label}
    </Button>
  )
}

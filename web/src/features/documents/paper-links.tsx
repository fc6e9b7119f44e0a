import { Download, Share2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import type { Paper } from './paper'
import { canShare, fetchPaper, offer } from './share'

interface PaperLinksProps {
  paper: Paper
  /** What the paper is called where only its buttons are heard: invoice INV/2627/00001. */
  name: string
  /** What goes with it when it is shared. */
  beside?: Paper
}

/** See a paper, keep it, hand it on. */
export function PaperLinks({ paper, name, beside }: PaperLinksProps) {
  return (
    <div className="flex shrink-0 items-center">
      <Button asChild variant="ghost" size="sm" className="underline-offset-4 hover:underline">
        <a href={paper.href} target="_blank" rel="noopener" aria-label={`View ${name}`}>
          View
        </a>
      </Button>
      <Button asChild variant="ghost" size="icon" className="text-muted fine:size-8">
        <a href={paper.href} download={paper.file} aria-label={`Download ${name}`} title="Download">
          <Download aria-hidden />
        </a>
      </Button>
      {canShare() && <ShareButton papers={beside ? [paper, beside] : [paper]} name={name} />}
    </div>
  )
}

function ShareButton({ papers, name }: { papers: Paper[]; name: string }) {
  const [busy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    await share(papers)
    setBusy(false)
  }
  return (
    <Button
      variant="ghost"
      size="icon"
      className="text-muted fine:size-8 [&_svg+svg]:hidden"
      busy={busy}
      aria-label={`Share ${name}`}
      title="Share"
      onClick={press}
    >
      <Share2 aria-hidden />
    </Button>
  )
}

/** Shares papers as files, and says what went wrong where it did. */
export async function share(papers: Paper[]) {
  try {
    const files = await Promise.all(papers.map(fetchPaper))
    if (await offer(files)) return
    toast('Ready to share', { action: { label: 'Share', onClick: () => void offer(files) } })
  } catch (error) {
    toast.error('Not shared', { description: sentence(error) })
  }
}

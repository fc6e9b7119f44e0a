import { MessageCircle, Share2 } from 'lucide-react'
import { CopyButton } from '@/components/copy-button'
import { Button } from '@/components/ui/button'
import { ROLES } from '@/domain/permissions'
import type { Role } from './rights'

interface InviteShareProps {
  code: string
  /** What whoever uses it becomes. */
  role: Role
  workshopName: string
}

/** An invite code, large, with the ways to hand it on. */
export function InviteShare({ code, role, workshopName }: InviteShareProps) {
  const link = `${window.location.origin}/register?code=${code}`
  const text = `Join ${workshopName} on RevOps (${ROLES[role].toLowerCase()}): ${link} (code ${code}, valid for 7 days)`
  return (
    <div>
      <output
        aria-label="Invite code"
        className="figure block select-all border border-input bg-background py-4 text-center text-3xl tracking-[0.15em]"
      >
        {code}
      </output>
      <div className="mt-3 grid grid-cols-2 gap-2">
        <CopyButton text={link} label="Copy link" otherwise="Select the code and copy it." />
        <Button asChild variant="outline">
          <a href={`https://wa.me/?text=${encodeURIComponent(text)}`} target="_blank" rel="noreferrer">
            <MessageCircle aria-hidden /> WhatsApp
          </a>
        </Button>
        {'share' in navigator && (
          <Button
            variant="outline"
            className="col-span-2"
            onClick={() => void navigator.share({ text }).catch(() => {})}
          >
            <Share2 aria-hidden /> Share
          </Button>
        )}
      </div>
    </div>
  )
}

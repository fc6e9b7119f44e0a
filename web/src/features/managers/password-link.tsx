import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Mail, MessageCircle, QrCode } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { CopyButton } from '@/components/copy-button'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { type Member, membersQuery } from '@/domain/members'
import { whatsAppLink } from '@/domain/phone'
import { inSentence } from '@/lib/days'
import { newId } from '@/lib/new-id'

/** How a member logs in, and the link by which he sets a password when he has none or forgot it. */
export function LoginCard({ member, workshopName }: { member: Member; workshopName: string }) {
  const client = useQueryClient()
  const { dayTime } = useFormats()
  const [isOpen, setOpen] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: membersQuery.queryKey })
  const revoke = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/api/members/{member_id}/password-link', { params: { path: { member_id: member.id } } }),
      ),
    onSuccess: async () => {
      toast.success('The link no longer works')
      await refresh()
    },
    onError: (error) => toast.error(sentence(error)),
  })
  return (
    <Card className="mt-3">
      <CardHead title="Log-in">
        <Button size="sm" variant="outline" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <QrCode aria-hidden /> Password link
        </Button>
      </CardHead>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
        <p>
          {member.has_password
            ? 'Forgot the password? A link lets them set a new one.'
            : 'No password yet: send the link, or let them scan it.'}
          {member.link_ends_at && ` A link is open until ${inSentence(dayTime(member.link_ends_at))}.`}
        </p>
        {member.link_ends_at && (
          <Button size="sm" variant="outline" busy={revoke.isPending} onClick={() => revoke.mutate()}>
            Cancel the link
          </Button>
        )}
      </div>
      {isOpen && (
        <PasswordLinkDialog
          memberId={member.id}
          name={member.user.name}
          hasPassword={member.has_password}
          workshopName={workshopName}
          onClose={() => {
            setOpen(false)
            void refresh()
          }}
        />
      )}
    </Card>
  )
}

interface PasswordLinkProps {
  memberId: string
  name: string
  hasPassword: boolean
  workshopName: string
  onClose: () => void
}

/** Makes a link, asked first where it ends the one before and the sessions; then the ways to hand it on. */
export function PasswordLinkDialog({
  memberId,
  name,
  hasPassword,
  workshopName,
  onClose,
}: PasswordLinkProps) {
  const path = { member_id: memberId }
  const make = useMutation({
    mutationFn: () => unwrap(api.PUT('/api/members/{member_id}/password-link', { params: { path } })),
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Password link for ${name}`}
        description="It sets their password once, and works for 24 hours."
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        {make.data ? (
          <Share link={make.data} memberId={memberId} workshopName={workshopName} />
        ) : (
          <div className="space-y-4">
            {make.isError && <Notice>{sentence(make.error)}</Notice>}
            <p className="text-sm">
              {hasPassword
                ? `Once ${name} uses it, the old password no longer works and they are logged out everywhere.`
                : `${name} then logs in with the phone number or e-mail and that password.`}
            </p>
            <Button
              variant="primary"
              size="lg"
              className="w-full"
              busy={make.isPending}
              onClick={() => make.mutate()}
            >
              Make the link
            </Button>
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

interface ShareProps {
  link: Schemas['PasswordLink']
  memberId: string
  workshopName: string
}

function Share({ link, memberId, workshopName }: ShareProps) {
  const [isSeen, setSeen] = useState(false)
  const [key] = useState(newId)
  const text = `Set your password for ${workshopName}: ${link.url} (works once, for 24 hours)`
  const send = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/members/{member_id}/password-link/send', {
          params: { path: { member_id: memberId }, header: { 'Idempotency-Key': key } },
        }),
      ),
  })
  return (
    <div className="space-y-3">
      {send.isSuccess ? (
        <Notice tone="success">{send.data.message}. The link shown here before no longer works.</Notice>
      ) : (
        <>
          {!isSeen && <Skeleton className="mx-auto size-52" />}
          <img
            src={link.qr}
            alt={`QR code for ${link.name}`}
            onLoad={() => setSeen(true)}
            className={isSeen ? 'mx-auto size-52 bg-white' : 'hidden'}
          />
          <p className="text-muted text-sm">
            Let {link.name} scan this. Hand it to nobody else: who opens it sets the password.
          </p>
          <div className="grid grid-cols-2 gap-2">
            <CopyButton text={link.url} label="Copy link" otherwise="Let them scan the code." />
            <Button asChild variant="outline">
              <a
                href={`${whatsAppLink(link.phone) ?? 'https://wa.me/'}?text=${encodeURIComponent(text)}`}
                target="_blank"
                rel="noreferrer"
              >
                <MessageCircle aria-hidden /> WhatsApp
              </a>
            </Button>
            {link.email !== '' && (
              <Button
                variant="outline"
                className="col-span-2"
                busy={send.isPending}
                onClick={() => send.mutate()}
              >
                <Mail aria-hidden /> E-mail to {link.email}
              </Button>
            )}
          </div>
          {send.isError && <Notice>{sentence(send.error)}</Notice>}
        </>
      )}
    </div>
  )
}

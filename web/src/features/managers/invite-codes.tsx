import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronRight, Share2 } from 'lucide-react'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import type { Member } from '@/domain/members'
import { ROLES } from '@/domain/permissions'
import type { Workshop } from '@/domain/workshop'
import { now } from '@/lib/clock'
import { inSentence } from '@/lib/days'
import { InviteDialog } from './invite-dialog'
import { type InviteCode, inviteCodesQuery } from './queries'
import { termsInWords } from './terms'

/** Codes that can still be used, each to be sent again or revoked; the others folded away. */
export function InviteCodes({ workshop, members }: { workshop: Workshop; members: Member[] }) {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(inviteCodesQuery(workshop.id))
  const [shared, setShared] = useState<InviteCode | null>(null)
  const [revoking, setRevoking] = useState<string | null>(null)
  const open = data?.filter((code) => code.is_active) ?? []
  const past = data?.filter((code) => !code.is_active) ?? []
  if (data?.length === 0) return null
  return (
    <Card className="mt-6">
      <CardHead title="Invite codes" />
      {data ? (
        <>
          <ul className="divide-y">
            {open.map((code) => (
              <OpenCode
                key={code.code}
                code={code}
                onSend={() => setShared(code)}
                onRevoke={() => setRevoking(code.code)}
              />
            ))}
            {open.length === 0 && <li className="px-4 py-4 text-muted text-sm">No unused codes.</li>}
          </ul>
          {past.length > 0 && <PastCodes codes={past} members={members} />}
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="m-4 h-9" />
      )}
      {shared && (
        <InviteDialog
          code={shared}
          error={null}
          workshopName={workshop.name}
          onClose={() => setShared(null)}
        />
      )}
      {revoking && (
        <ConfirmDialog
          open
          onOpenChange={() => setRevoking(null)}
          title={`Revoke ${revoking}?`}
          action="Revoke"
          danger
          onConfirm={() =>
            unwrap(
              api.DELETE('/api/workshops/{workshop_id}/invite-codes/{code}', {
                params: { path: { workshop_id: workshop.id, code: revoking } },
              }),
            ).finally(() => client.invalidateQueries({ queryKey: ['managers', 'codes'] }))
          }
        >
          Nobody can join with this code any more. You can make another at any time.
        </ConfirmDialog>
      )}
    </Card>
  )
}

function PastCodes({ codes, members }: { codes: InviteCode[]; members: Member[] }) {
  const { day } = useFormats()
  const outcome = ({ used_by, used_at, expires_at }: InviteCode) => {
    if (used_by) {
      const name = members.find(({ user_id }) => user_id === used_by)?.user.name ?? 'somebody'
      return `used by ${name}${used_at ? `, ${inSentence(day(used_at))}` : ''}`
    }
    return new Date(expires_at) < now() ? `expired ${inSentence(day(expires_at))}` : 'revoked'
  }
  return (
    <details className="group border-t">
      <summary className="flex min-h-11 list-none items-center gap-1 px-4 text-muted text-sm hover:text-foreground">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden />
        Used and expired ({codes.length})
      </summary>
      <ul className="pb-2">
        {codes.map((code) => (
          <li key={code.code} className="flex min-h-9 items-center gap-4 px-4 text-muted text-sm">
            <span className="figure tracking-widest">{code.code}</span>
            {outcome(code)}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface OpenCodeProps {
  code: InviteCode
  onSend: () => void
  onRevoke: () => void
}

function OpenCode({ code, onSend, onRevoke }: OpenCodeProps) {
  const { day, money } = useFormats()
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-4 px-4 py-1.5">
      <span className="figure select-all text-lg tracking-widest">{code.code}</span>
      <span className="text-muted text-sm">
        {ROLES[code.role]}, until {inSentence(day(code.expires_at))}
        <span className="block empty:hidden">{termsInWords(code, money)}</span>
      </span>
      <span className="ml-auto flex gap-1">
        <Button size="sm" variant="ghost" onClick={onSend}>
          <Share2 aria-hidden /> Send<span className="sr-only"> {code.code}</span>
        </Button>
        <Button
          size="sm"
          variant="ghost"
          className="text-muted hover:text-danger"
          aria-haspopup="dialog"
          onClick={onRevoke}
        >
          Revoke<span className="sr-only"> {code.code}</span>
        </Button>
      </span>
    </li>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ImageUp } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { toast } from 'sonner'
import { addressOf, api, unwrap } from '@/api/client'
import { Problem, sentence } from '@/api/problem'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { type BillingSettings, billingQuery } from './queries'
import { BadPicture, scaledLogo } from './scale-logo'

interface LogoFieldProps {
  workshopId: string
  settings: BillingSettings
}

/** The logo on the papers: seen, chosen, removed. In force from today on. */
export function LogoField({ workshopId, settings }: LogoFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const noteId = useId()
  const [isRemoving, setRemoving] = useState(false)
  const { save, remove } = useLogo(workshopId)
  const wrong = save.error ? words(save.error) : null
  return (
    <div>
      <p className="mb-1.5 font-medium text-sm">Logo</p>
      <div className="flex flex-wrap items-center gap-4">
        <PrintedLogo logoId={settings.logo_id} />
        <div className="flex flex-wrap gap-2">
          <Button
            variant="outline"
            busy={save.isPending}
            aria-describedby={noteId}
            onClick={() => input.current?.click()}
          >
            {!save.isPending && <ImageUp aria-hidden />}
            {settings.logo_id ? 'Choose another' : 'Choose a picture'}
          </Button>
          {settings.logo_id && (
            <Button variant="ghost" aria-haspopup="dialog" onClick={() => setRemoving(true)}>
              Remove
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label="Picture of the logo"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0]
            // The same file can be chosen again after it was refused.
            event.target.value = ''
            if (file) save.mutate(file)
          }}
        />
      </div>
      <p
        id={noteId}
        role={wrong ? 'alert' : undefined}
        className={`mt-1.5 text-[0.8125rem] ${wrong ? 'text-danger' : 'text-muted'}`}
      >
        {wrong ??
          'PNG, JPEG or WebP. Printed on your bills from today; those already issued keep the old one.'}
      </p>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title="Remove the logo?"
        action="Remove"
        danger
        onConfirm={remove}
      >
        Bills are printed without it from today. Those already issued keep it.
      </ConfirmDialog>
    </div>
  )
}

function words(error: unknown): string {
  if (error instanceof BadPicture) return error.message
  if (error instanceof Problem) return error.fields[0]?.message ?? error.message
  return sentence(error)
}

function useLogo(workshopId: string) {
  const client = useQueryClient()
  const path = { workshop_id: workshopId }
  const refresh = () => client.invalidateQueries({ queryKey: billingQuery.queryKey })
  const save = useMutation({
    mutationFn: async (file: File) => {
      const image = await scaledLogo(file)
      return unwrap(api.PUT('/api/workshops/{workshop_id}/logo', { params: { path }, body: { image } }))
    },
    onSuccess: () => {
      toast.success('Logo saved')
      return refresh()
    },
  })
  const remove = async () => {
    await unwrap(api.DELETE('/api/workshops/{workshop_id}/logo', { params: { path } }))
    save.reset()
    toast.success('Logo removed')
    await refresh()
  }
  return { save, remove }
}

function PrintedLogo({ logoId }: { logoId: BillingSettings['logo_id'] }) {
  return (
    <div className="flex h-20 w-40 items-center justify-center border bg-white p-2">
      {logoId ? (
        <img
          src={addressOf(`/api/workshops/me/logo?id=${logoId}`)}
          alt="The logo printed on your bills"
          className="max-h-full max-w-full object-contain"
        />
      ) : (
        <span className="text-neutral-600 text-xs">No logo</span>
      )}
    </div>
  )
}

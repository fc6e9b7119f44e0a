import { Download } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { Button } from '@/components/ui/button'
import type { Scope } from '@/domain/scope'

const ExportDialog = lazyPart(() => import('./export-dialog').then((own) => ({ default: own.ExportDialog })))

/** Opens what takes the figures along as a file: of the days and the manager on the screen, unless others are chosen. */
export function ExportButton({ scope }: { scope: Scope }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="outline"
        aria-haspopup="dialog"
        aria-label="Export"
        className="w-11 px-0 lg:w-auto lg:px-3"
        onClick={() => setOpen(true)}
      >
        <Download aria-hidden />
        <span className="hidden lg:inline">Export</span>
      </Button>
      <Suspense>{isOpen && <ExportDialog scope={scope} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}

import { Download } from 'lucide-react'
import { CopyButton } from '@/components/copy-button'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'

/** The codes for when the phone is lost, shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const text = codes.join('\n')
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
    const link = Object.assign(document.createElement('a'), {
      href: address,
      download: 'revops-recovery-codes.txt',
    })
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <div className="space-y-4">
      <Notice tone="success">Two-step login is on. Your other devices are logged out.</Notice>
      <p className="text-sm">
        Keep these ten codes where you can find them without your phone. Each lets you log in once. They are
        not shown again.
      </p>
      <ul aria-label="Recovery codes" className="figure grid grid-cols-2 gap-1.5 border bg-background p-3">
        {codes.map((code) => (
          <li key={code} className="select-all text-center">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} otherwise="Select the codes and copy them." />
        <Button variant="outline" onClick={download}>
          <Download aria-hidden /> Download
        </Button>
        <Button variant="primary" onClick={onDone}>
          I have saved them
        </Button>
      </div>
    </div>
  )
}

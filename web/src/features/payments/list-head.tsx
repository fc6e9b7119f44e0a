import { Checkbox } from '@/components/ui/checkbox'

const KEYS: readonly { key: string; does: string }[] = [
  { key: 'J', does: 'next' },
  { key: 'K', does: 'previous' },
  { key: 'C', does: 'confirm' },
  { key: 'R', does: 'reject' },
  { key: 'X', does: 'tick' },
  { key: 'U', does: 'undo' },
]

interface ListHeadProps {
  shown: number
  checked: boolean | 'indeterminate'
  onTickAll: () => void
}

/** The head of the queue: one tick for all that is shown, and the keys for who has a keyboard. */
export function ListHead({ shown, checked, onTickAll }: ListHeadProps) {
  return (
    <div className="flex min-h-11 items-center border-b pr-4 text-muted text-sm">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is a button that the label names. */}
      <label className="flex cursor-pointer items-center wide:pl-1">
        <Checkbox checked={checked} onClick={onTickAll} />
        Select all {shown} shown
      </label>
      <dl className="ml-auto hidden items-center gap-3 text-xs wide:fine:flex">
        {KEYS.map(({ key, does }) => (
          <div key={key} className="flex items-center gap-1">
            <dt>
              <kbd className="border px-1 font-mono text-2xs">{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

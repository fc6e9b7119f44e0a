import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { readAmount } from '@/lib/amount'
import { stateName } from '../states'
import type { Meanwhile } from './edits'
import { FIELD_NAMES } from './timeline-words'

interface MeanwhilePanelProps {
  fields: Meanwhile[]
  /** Where the job stands now, if it was moved. */
  status: string | null
  onKeep: () => void
  onTake: () => void
}

/** What somebody else changed while this person was editing, and whose words stand. */
export function MeanwhilePanel({ fields, status, onKeep, onTake }: MeanwhilePanelProps) {
  const { decimals, money } = useFormats()
  const shown = (field: Meanwhile['field'], text: string) => {
    if (field === 'place_of_supply' && text !== '') return stateName(text)
    const reading = field === 'estimated_amount' ? readAmount(text, decimals) : null
    return reading?.ok ? money(reading.amount) : text.trim() || 'Empty'
  }
  const disputed = fields.filter(({ yours }) => yours !== null)
  return (
    <section role="alert" className="mb-4 border border-warning/50 bg-warning-tint p-3 text-sm">
      <p className="font-medium text-warning">
        Somebody else changed this job. What you entered is still here.
      </p>
      {status && <p className="mt-1">It is {status} now.</p>}
      {fields.length > 0 && (
        <table className="mt-2 w-full table-fixed text-left">
          <thead>
            <tr className="label-caps">
              <th className="w-1/4 py-1 pr-2 font-semibold">Field</th>
              <th className="py-1 pr-2 font-semibold">Theirs</th>
              <th className="py-1 font-semibold">Yours</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ field, theirs, yours }) => (
              <tr key={field} className="border-warning/30 border-t align-top">
                <th scope="row" className="py-1.5 pr-2 font-normal text-muted">
                  {FIELD_NAMES[field]}
                </th>
                <td className="break-words py-1.5 pr-2">{shown(field, theirs)}</td>
                <td className="break-words py-1.5">{yours === null ? 'Not changed' : shown(field, yours)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {disputed.length > 0 ? (
        <div className="mt-2 flex gap-2">
          <Button size="sm" variant="outline" onClick={onKeep}>
            Keep mine
          </Button>
          <Button size="sm" variant="outline" onClick={onTake}>
            Use theirs
          </Button>
        </div>
      ) : (
        <p className="mt-2">Your changes do not affect theirs. Save again.</p>
      )}
    </section>
  )
}

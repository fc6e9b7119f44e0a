import { Field } from '@/components/field'
import { Select } from '@/components/ui/input'

interface CountingFieldProps {
  isCounted: boolean
  onChange: (isCounted: boolean) => void
  className?: string
}

/** How cash that is handed over is taken: counted by both, or confirmed by its amount. */
export function CountingField({ isCounted, onChange, className }: CountingFieldProps) {
  return (
    <Field
      label="How cash is handed over"
      hint={
        isCounted
          ? 'Each counts the notes without seeing the other’s count.'
          : 'Whoever receives it sees the amount and confirms it.'
      }
      className={className}
    >
      {(control) => (
        <Select
          {...control}
          value={isCounted ? 'counted' : 'sum'}
          onChange={(event) => onChange(event.target.value === 'counted')}
        >
          <option value="counted">Counted by both</option>
          <option value="sum">By amount, without a count</option>
        </Select>
      )}
    </Field>
  )
}

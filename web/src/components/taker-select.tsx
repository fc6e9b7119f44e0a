import { useQuery } from '@tanstack/react-query'
import { takersQuery } from '@/domain/members'
import { ROLES } from '@/domain/permissions'
import { Field } from './field'
import { Select } from './ui/input'

interface TakerSelectProps {
  /** Who has the jobs now. */
  from: string
  value: string
  onChange: (memberId: string) => void
}

/** Who is to have jobs: the members who work on them, without the one who has them. */
export function TakerSelect({ from, value, onChange }: TakerSelectProps) {
  const { data, isError } = useQuery(takersQuery)
  const takers = data?.filter((taker) => taker.id !== from) ?? []
  const hint =
    data && takers.length === 0
      ? 'Nobody else here has jobs. Invite a manager first.'
      : isError
        ? 'The members did not load. Close this and try again.'
        : undefined
  return (
    <Field label="Hand over to" hint={hint}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">Choose a member</option>
          {takers.map(({ id, name, role }) => (
            <option key={id} value={id}>
              {name} ({ROLES[role].toLowerCase()})
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

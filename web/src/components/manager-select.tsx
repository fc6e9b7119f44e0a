import { useQuery } from '@tanstack/react-query'
import { type Manager, managersQuery } from '@/domain/managers'
import { useCan } from '@/domain/permissions'
import { Select } from './ui/input'

/** One manager, or all of them; those who left stand last. Nothing for who may not know them. */
export function ManagerSelect({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const canRead = useCan('members:manage')
  const { data = [] } = useQuery({ ...managersQuery, enabled: canRead })
  const present = data.filter((manager) => manager.is_active)
  const removed = data.filter((manager) => !manager.is_active)
  const isUnknown = value !== '' && !data.some(({ id }) => id === value)
  if (!canRead) return null
  return (
    <Select aria-label="Manager" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">All managers</option>
      {isUnknown && <option value={value}>One manager</option>}
      {present.map(option)}
      {removed.length > 0 && <optgroup label="Removed">{removed.map(option)}</optgroup>}
    </Select>
  )
}

function option({ id, user }: Manager) {
  return (
    <option key={id} value={id}>
      {user.name}
    </option>
  )
}

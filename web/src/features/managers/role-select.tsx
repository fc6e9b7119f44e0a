import { Field } from '@/components/field'
import { Select } from '@/components/ui/input'
import { ROLES } from '@/domain/permissions'
import { DOES, type Role } from './rights'

interface RoleSelectProps {
  value: Role
  onChange: (role: Role) => void
  /** Not offered. */
  but?: Role
}

/** What somebody is in the garage, and what that means. */
export function RoleSelect({ value, onChange, but }: RoleSelectProps) {
  const roles = (Object.keys(ROLES) as Role[]).filter((role) => role !== but)
  return (
    <Field label="Role" hint={DOES[value]}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value as Role)}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {ROLES[role]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

import { Check, Warehouse } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '@/components/ui/menu'
import { ROLES } from '@/domain/permissions'
import { enterGarage, useMe } from '@/domain/session'
import { tellFailure } from './tell-failure'

export interface GarageMenuProps {
  className: string
  label: string
  children: ReactNode
}

/** The garages of whoever belongs to several: one press leads into another, or to all side by side. It opens at once. */
export default function GarageMenu({ className, label, children }: GarageMenuProps) {
  const me = useMe()
  const navigate = useNavigate()
  return (
    <Menu defaultOpen>
      <MenuTrigger className={className} aria-label={label}>
        {children}
      </MenuTrigger>
      <MenuContent align="start" className="max-w-[calc(100vw-1rem)]">
        <MenuLabel>Garages</MenuLabel>
        {me.memberships.map(({ workshop_id: id, workshop_name: name, role }) => (
          <MenuItem
            key={id}
            disabled={id === me.workshop_id}
            className="data-[disabled]:opacity-100"
            onSelect={() => void enterGarage(me, id).catch(tellFailure)}
          >
            <span className="min-w-0 flex-1 py-1">
              <span className="block break-words">{name}</span>
              <span className="block text-muted text-xs">{ROLES[role]}</span>
            </span>
            {id === me.workshop_id && <Check aria-label="open now" />}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => navigate('/garages')}>
          <Warehouse aria-hidden /> All garages
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}

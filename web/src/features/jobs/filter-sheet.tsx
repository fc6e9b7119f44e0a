import { type ReactNode, useRef } from 'react'
import { ManagerSelect } from '@/components/manager-select'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useCan } from '@/domain/permissions'
import { AttentionChips, PeriodControls, SortSelect, StatusChips } from './filter-controls'
import { type ChangeFilters, type JobFilters, NO_FILTERS } from './filters'

interface FilterSheetProps {
  filters: JobFilters
  change: ChangeFilters
  onClose: () => void
}

/** All filters of a phone on one sheet; the list behind it follows at once. */
export function FilterSheet({ filters, change, onClose }: FilterSheetProps) {
  const canNarrow = useCan('members:manage')
  const isList = filters.view === 'list'
  // One visit to the sheet is one step back.
  const hasChanged = useRef(false)
  const changeHere: ChangeFilters = (part) => {
    change(part, { replace: hasChanged.current })
    hasChanged.current = true
  }
  const given = { filters, change: changeHere }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Filter jobs" className="pb-0">
        <div className="space-y-5">
          {isList && (
            <Group title="Status">
              <StatusChips {...given} />
            </Group>
          )}
          <Group title="Needs attention">
            <AttentionChips {...given} />
          </Group>
          {canNarrow && (
            <Group title="Manager">
              <ManagerSelect
                value={filters.manager ?? ''}
                onChange={(manager) => changeHere({ manager: manager || null })}
              />
            </Group>
          )}
          <Group title="Taken in">
            <PeriodControls {...given} />
          </Group>
          {isList && (
            <Group title="Order">
              <SortSelect {...given} />
            </Group>
          )}
        </div>
        <div className="sticky bottom-0 -mx-4 mt-5 flex gap-2 border-t bg-card p-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:-mx-6 sm:px-6">
          <Button
            variant="outline"
            className="flex-1"
            onClick={() => changeHere({ ...NO_FILTERS, q: filters.q })}
          >
            Clear filters
          </Button>
          <Button variant="primary" className="flex-1" onClick={onClose}>
            Show jobs
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <p aria-hidden className="label-caps mb-2">
        {title}
      </p>
      {children}
    </div>
  )
}

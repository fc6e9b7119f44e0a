import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { Field } from '@/components/field'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Input, Select } from '@/components/ui/input'
import { newId } from '@/lib/new-id'
import { BOUNDS, emptyPoint, type GroupDraft, moved, type PointDraft, UNITS } from './list-draft'

interface ListGroupProps {
  group: GroupDraft
  at: number
  count: number
  onChange: (group: GroupDraft) => void
  onRemove: () => void
}

/** A group of points that are checked one after the other. */
export function ListGroup({ group, at, count, onChange, onRemove }: ListGroupProps) {
  const setPoints = (points: PointDraft[]) => onChange({ ...group, points })
  return (
    <Card className="divide-y" role="group" aria-label={group.title || `Group ${at + 1}`}>
      <div className="flex items-end gap-2 p-4">
        <Field label="Group" className="flex-1">
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              value={group.title}
              onChange={({ target }) => onChange({ ...group, title: target.value })}
            />
          )}
        </Field>
        {count > 1 && (
          <Button variant="ghost" aria-label={`Remove group ${group.title || at + 1}`} onClick={onRemove}>
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {group.points.map((point, place) => (
        <PointFields
          key={point.id}
          point={point}
          isFirst={place === 0}
          isLast={place === group.points.length - 1}
          onChange={(next) => setPoints(group.points.map((one) => (one.id === point.id ? next : one)))}
          onMove={(by) => setPoints(moved(group.points, place, by))}
          onRemove={() => setPoints(group.points.filter(({ id }) => id !== point.id))}
        />
      ))}
      <div className="p-4">
        <Button size="sm" variant="outline" onClick={() => setPoints([...group.points, emptyPoint(newId())])}>
          <Plus aria-hidden /> Add point
        </Button>
      </div>
    </Card>
  )
}

interface PointFieldsProps {
  point: PointDraft
  isFirst: boolean
  isLast: boolean
  onChange: (point: PointDraft) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function PointFields({ point, isFirst, isLast, onChange, onMove, onRemove }: PointFieldsProps) {
  const called = point.title || 'this point'
  const photoId = useId()
  return (
    <div className="space-y-3 p-4">
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-2">
        <Field label="Point">
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              value={point.title}
              onChange={({ target }) => onChange({ ...point, title: target.value })}
            />
          )}
        </Field>
        <Field label="Measured in">
          {(control) => (
            <Select
              {...control}
              value={point.unit}
              onChange={({ target }) => onChange({ ...point, unit: target.value })}
            >
              <option value="">Not</option>
              {UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {unit}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {point.unit && <Bounds point={point} onChange={onChange} />}
      <div className="flex flex-wrap items-center justify-end gap-1">
        <label htmlFor={photoId} className="tap mr-auto flex items-center gap-3 text-sm">
          <Checkbox
            id={photoId}
            checked={point.needsPhoto}
            onCheckedChange={(checked) => onChange({ ...point, needsPhoto: checked === true })}
          />
          Always with a photo
        </label>
        <MoveButtons called={called} isFirst={isFirst} isLast={isLast} onMove={onMove} />
        <Button size="sm" variant="ghost" aria-label={`Remove ${called}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </div>
    </div>
  )
}

function Bounds({ point, onChange }: Pick<PointFieldsProps, 'point' | 'onChange'>) {
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      {BOUNDS.map(({ name, label }) => (
        <Field key={name} label={`${label} (${point.unit})`}>
          {(control) => (
            <Input
              {...control}
              aria-required={false}
              inputMode="decimal"
              maxLength={11}
              className="figure"
              value={point[name]}
              onChange={({ target }) => onChange({ ...point, [name]: target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

interface MoveButtonsProps extends Pick<PointFieldsProps, 'isFirst' | 'isLast' | 'onMove'> {
  called: string
}

function MoveButtons({ called, isFirst, isLast, onMove }: MoveButtonsProps) {
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        disabled={isFirst}
        aria-label={`Move ${called} up`}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        size="sm"
        variant="ghost"
        disabled={isLast}
        aria-label={`Move ${called} down`}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden />
      </Button>
    </>
  )
}

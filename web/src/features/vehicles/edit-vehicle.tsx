import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { Field } from '@/components/field'
import { OddReading } from '@/components/odd-reading'
import { Input, Select } from '@/components/ui/input'
import { refreshRecords } from '@/domain/refresh'
import { EditRecord } from '@/features/customers/edit-record'
import { useEditRecord } from '@/features/customers/use-edit-record'
import { FUELS } from './fuels'
import { type VehicleDetail, vehicleQuery } from './queries'
import { changesOf, textOf, type VehicleText, vehicleSchema } from './vehicle-form'

const LINES: { name: keyof VehicleText; label: string }[] = [
  { name: 'make', label: 'Make' },
  { name: 'model', label: 'Model' },
  { name: 'year', label: 'Year' },
  { name: 'colour', label: 'Colour' },
  { name: 'vin', label: 'Chassis number (VIN)' },
]

const stateOf = (vehicle: VehicleDetail) => ({ text: textOf(vehicle), version: vehicle.version })

/** Changes what is known of a vehicle, or notes what its odometer says. */
export default function EditVehicle({ vehicle, onClose }: { vehicle: VehicleDetail; onClose: () => void }) {
  const { form, frame, odd, setOdd } = useVehicleForm(vehicle, onClose)
  const { errors } = form.formState
  return (
    <EditRecord title="Edit vehicle" {...frame}>
      <Field label="Vehicle number" error={errors.vehicle_number?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('vehicle_number')}
            autoComplete="off"
            autoCapitalize="characters"
            className="figure"
          />
        )}
      </Field>
      {LINES.map(({ name, label }) => (
        <Field key={name} label={label} optional error={errors[name]?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register(name)}
              autoComplete="off"
              inputMode={name === 'year' ? 'numeric' : undefined}
            />
          )}
        </Field>
      ))}
      <Field label="Fuel" optional>
        {(control) => (
          <Select {...control} {...form.register('fuel')}>
            <option value="">Not known</option>
            {Object.entries(FUELS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Odometer in km" optional error={errors.odometer_km?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('odometer_km', { onChange: () => setOdd(null) })}
            autoComplete="off"
            inputMode="numeric"
            className="figure"
          />
        )}
      </Field>
      {odd && (
        <OddReading
          words={odd}
          field={form.register('odometer_reason')}
          onPick={(reason) => form.setValue('odometer_reason', reason, { shouldDirty: true })}
        />
      )}
    </EditRecord>
  )
}

function useVehicleForm(vehicle: VehicleDetail, onClose: () => void) {
  const client = useQueryClient()
  // What the server said of the reading; then the reason is asked for.
  const [odd, setOdd] = useState<string | null>(null)
  const { form, frame } = useEditRecord({
    name: `vehicle:${vehicle.id}`,
    resolver: zodResolver(vehicleSchema),
    now: stateOf(vehicle),
    reread: async () => stateOf(await client.fetchQuery({ ...vehicleQuery(vehicle.id), staleTime: 0 })),
    changesOf,
    save: (body: Schemas['VehicleUpdate']) =>
      unwrap(api.PATCH('/api/vehicles/{vehicle_id}', { params: { path: { vehicle_id: vehicle.id } }, body })),
    onSaved: ({ warnings }) => {
      toast.success('Vehicle changed', { description: warnings.join(' ') || undefined })
      refreshRecords(client)
    },
    onRefused: ({ code, message }) => {
      if (code !== 'reading_needs_reason') return false
      setOdd(message)
      return true
    },
    onClose,
  })
  return { form, frame, odd, setOdd }
}

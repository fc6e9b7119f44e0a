import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, type Schemas, unwrap } from '@/api/client'
import { showProblem } from '@/api/form-problem'
import { Problem, sentence } from '@/api/problem'
import { Field } from '@/components/field'
import { OddReading } from '@/components/odd-reading'
import { Input, Select } from '@/components/ui/input'
import { refreshRecords } from '@/domain/refresh'
import { changedNames, EditRecord } from '@/features/customers/edit-record'
import { useEditRecord } from '@/features/customers/use-edit-record'
import { FUELS } from './fuels'
import type { VehicleDetail } from './queries'
import { changesOf, textOf, type VehicleText, vehicleSchema } from './vehicle-form'

const LINES: { name: keyof VehicleText; label: string }[] = [
  { name: 'make', label: 'Make' },
  { name: 'model', label: 'Model' },
  { name: 'year', label: 'Year' },
  { name: 'colour', label: 'Colour' },
  { name: 'vin', label: 'Chassis number (VIN)' },
]

/** Changes what is known of a vehicle, or notes what its odometer says. */
export default function EditVehicle({ vehicle, onClose }: { vehicle: VehicleDetail; onClose: () => void }) {
  const client = useQueryClient()
  const { form, before, close } = useEditRecord({
    name: `vehicle:${vehicle.id}`,
    resolver: zodResolver(vehicleSchema),
    now: { text: textOf(vehicle), version: vehicle.version },
    onClose,
  })
  const { errors } = form.formState
  const [refusal, setRefusal] = useState<string | null>(null)
  // What the server said of the reading; then the reason is asked for.
  const [odd, setOdd] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (body: Schemas['VehicleUpdate']) =>
      unwrap(
        api.PATCH('/api/vehicles/{vehicle_id}', {
          params: { path: { vehicle_id: vehicle.id } },
          body: { ...body, version: before.version },
        }),
      ),
    onSuccess: ({ warnings }) => {
      toast.success('Vehicle changed', { description: warnings.join(' ') || undefined })
      close()
      refreshRecords(client)
    },
    onError: (problem) => {
      if (problem instanceof Problem && problem.code === 'reading_needs_reason') setOdd(problem.message)
      else setRefusal(problem instanceof Problem ? showProblem(form, problem) : sentence(problem))
    },
  })
  const send = form.handleSubmit((read) => {
    setRefusal(null)
    const changes = changesOf(before.text, form.getValues(), read)
    if (Object.keys(changes).length === 0) return close()
    save.mutate(changes)
  })
  const isBusy = save.isPending || save.isSuccess
  return (
    <EditRecord
      title="Edit vehicle"
      isDirty={changedNames(before.text, form.watch()).length > 0}
      isBusy={isBusy}
      refusal={refusal}
      onSubmit={send}
      onClose={close}
    >
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

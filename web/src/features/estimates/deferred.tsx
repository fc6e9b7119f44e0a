import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Notice } from '@/components/field'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import type { JobDetail } from '@/domain/jobs'
import { inSentence } from '@/lib/days'
import { newId } from '@/lib/new-id'
import { addService, deferredQuery, estimateQuery } from './queries'

/** What the customer said no to at earlier visits, each proposed again by one tap. */
export function Deferred({ job, vehicleId }: { job: JobDetail; vehicleId: string }) {
  const client = useQueryClient()
  const { money, day } = useFormats()
  const { data = [] } = useQuery(deferredQuery({ vehicle_id: vehicleId }))
  const again = useMutation({
    mutationFn: (id: string) =>
      addService(job.id, { again_of: id, items: [], photo_ids: [], repeat: false }, newId()),
    onSuccess: ({ estimate, message }) => {
      client.setQueryData(estimateQuery(job.id).queryKey, estimate)
      toast.success(message)
    },
    onError: (error) => toast.error('Not proposed', { description: sentence(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['estimates', 'deferred'] }),
  })
  const earlier = data.filter(({ job_id: jobId }) => jobId !== job.id)
  if (earlier.length === 0) return null
  return (
    <section className="border-t px-4 py-3" aria-label="Not done at earlier visits">
      <h3 className="mb-1 font-medium">Not done at earlier visits</h3>
      <ul className="divide-y">
        {earlier.map((service) => (
          <li key={service.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <p className="min-w-40 flex-1">
              {service.title} <span className="figure">{money(service.amount)}</span>
              <span className="block text-muted text-sm">
                {day(service.answered_at ?? service.proposed_at)}
                {service.reason ? `, ${service.reason}` : ''}
              </span>
            </p>
            <Button
              size="sm"
              variant="outline"
              busy={again.isPending && again.variables === service.id}
              disabled={again.isPending}
              onClick={() => again.mutate(service.id)}
            >
              Propose again
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Says at intake what the customer of a known plate said no to before. */
export function DeclinedBefore({ plate }: { plate: string }) {
  const { money, day } = useFormats()
  const { data = [] } = useQuery(deferredQuery({ plate }))
  const [last] = data
  if (!last) return null
  const sum = data.reduce((total, { amount }) => total + amount, 0)
  const what = data
    .map(({ title, reason }) => (reason ? `${title} (${reason})` : title))
    .slice(0, 3)
    .join(', ')
  return (
    <Notice tone="warning">
      {data.length === 1 ? '1 thing was' : `${data.length} things were`} not done (
      {inSentence(day(last.answered_at ?? last.proposed_at))}), {money(sum)}: {what}. Start the job, then
      propose {data.length === 1 ? 'it' : 'them'} again there with one tap.
    </Notice>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/components/lazy-part'
import { Button } from '@/components/ui/button'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'
import { detailOf, isProposed } from '@/features/inspections/findings'
import InspectionsCard from '@/features/inspections/inspections-card'
import type { InspectedPoint } from '@/features/inspections/queries'
import RemindersCard from '@/features/service-reminders/reminders-card'
import { EstimateCard } from './estimate-card'
import { estimateQuery } from './queries'
import { ShownWords } from './shown-words'

const ServiceDialog = lazyPart(() => import('./service-dialog'))

/** What was found at the vehicle, and what the customer is asked to approve of it. */
export default function WorkCards({ job }: { job: JobDetail }) {
  const canPropose = useCan('jobs:update') && job.status !== 'closed'
  const seesVehicle = useCan('vehicles:read')
  const { data: estimate } = useQuery(estimateQuery(job.id))
  const proposed = estimate?.services.filter(({ state }) => state !== 'withdrawn') ?? []
  const [finding, setFinding] = useState<InspectedPoint | null>(null)
  return (
    <>
      <InspectionsCard
        job={job}
        {...(canPropose
          ? {
              action: (point: InspectedPoint) =>
                isProposed(point, proposed) ? (
                  <span className="text-muted text-sm">Proposed</span>
                ) : (
                  <Button
                    size="sm"
                    variant="outline"
                    aria-label={`Propose: ${point.title}`}
                    onClick={() => setFinding(point)}
                  >
                    Propose
                  </Button>
                ),
            }
          : {})}
      />
      <EstimateCard job={job} />
      <ShownWords jobId={job.id} />
      {seesVehicle && job.vehicle_id && <RemindersCard job={job} vehicleId={job.vehicle_id} />}
      <Suspense>
        {finding && (
          <ServiceDialog
            jobId={job.id}
            start={{ title: finding.title, reason: detailOf(finding) || null, photo_ids: finding.photo_ids }}
            onClose={() => setFinding(null)}
          />
        )}
      </Suspense>
    </>
  )
}

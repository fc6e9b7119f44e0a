import { memo } from 'react'
import { AgeingCard } from './ageing-card'
import { CreditCard } from './credit-card'
import { DueCard } from './due-card'
import { ForecastCard } from './forecast-card'
import { ManagersCard } from './managers-card'
import type { Dashboard } from './queries'
import { RevenueCard } from './revenue-card'
import { StatusCard } from './status-card'

const ROW = 'mt-3 grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-3'

interface PanelsProps {
  figures: Dashboard
  managerId: string
}

/** What stands below the tiles. Drawn anew only for other figures: a press above must not wait for it. */
export const Panels = memo(function Panels({ figures, managerId }: PanelsProps) {
  return (
    <>
      <div className={ROW}>
        <RevenueCard className="lg:col-span-2" course={figures.course} />
        <StatusCard counts={figures.status_counts} managerId={managerId} />
      </div>
      <div className={ROW}>
        <AgeingCard buckets={figures.ageing} total={figures.outstanding_credits} managerId={managerId} />
        <CreditCard className="lg:col-span-2" risk={figures.credit_risk} managerId={managerId} />
      </div>
      <ManagersCard className="mt-3" managers={figures.manager_performance} />
      <div className={ROW}>
        <ForecastCard className="lg:col-span-2" />
        <DueCard managerId={managerId} />
      </div>
    </>
  )
})

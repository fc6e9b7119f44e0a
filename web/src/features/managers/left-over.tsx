import { useState } from 'react'
import { unansweredOf } from '@/api/use-submission'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { cashToReceive, type Member } from '@/domain/members'
import { HandOverJobs, jobsInWords } from './hand-over-jobs'
import { ReceiveCash, receiptName } from './receive-cash'

/** What somebody who left, or does not do it alone any more, leaves to see to: cash and open jobs. */
export function LeftOver({ member }: { member: Member }) {
  const [opened, setOpened] = useState<'cash' | 'jobs' | null>(() =>
    unansweredOf(receiptName(member.id)) ? 'cash' : null,
  )
  const close = () => setOpened(null)
  const held = cashToReceive(member)
  const canHandOverCash = member.is_active && member.permissions.includes('settlements:submit')
  const hasCash = held > 0 && !canHandOverCash
  const hasJobs = member.open_jobs > 0
  return (
    <>
      {(hasCash || hasJobs) && (
        <Card className="mb-3">
          <CardHead title={member.is_active ? 'In their hands' : 'Still to do'} />
          <ul className="divide-y">
            {hasCash && (
              <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
                <span className="text-sm">
                  <Money amount={held} tone="waiting" /> cash in hand
                </span>
                <Button variant="outline" aria-haspopup="dialog" onClick={() => setOpened('cash')}>
                  Receive cash
                </Button>
              </li>
            )}
            {hasJobs && (
              <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
                <span className="text-sm">{jobsInWords(member.open_jobs)}</span>
                <Button variant="outline" aria-haspopup="dialog" onClick={() => setOpened('jobs')}>
                  Hand over jobs
                </Button>
              </li>
            )}
          </ul>
        </Card>
      )}
      {opened === 'cash' && <ReceiveCash member={member} onClose={close} />}
      {opened === 'jobs' && <HandOverJobs member={member} onClose={close} />}
    </>
  )
}

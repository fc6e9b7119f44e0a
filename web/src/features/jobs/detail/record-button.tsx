import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { JobDetail } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'

interface RecordButtonProps {
  job: JobDetail
  /** A payment was sent and is not answered yet. */
  isRecording: boolean
  onRecord: () => void
}

/** Opens the sheet of a payment while anything is owed; leads back to one that is not answered yet. */
export function RecordButton({ job, isRecording, onRecord }: RecordButtonProps) {
  const canRecord = useCan('payments:record')
  if (isRecording) {
    return (
      <Button variant="outline" size="lg" className="w-full text-sm" onClick={onRecord}>
        A payment is being recorded
      </Button>
    )
  }
  if (!canRecord || job.remaining_amount <= 0 || job.status === 'closed') return null
  return (
    <Button variant="primary" size="lg" className="w-full px-3 text-sm" onClick={onRecord}>
      <Plus aria-hidden className="max-sm:hidden" /> Record payment
    </Button>
  )
}

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { type JobDetail, takesMoney } from '@/domain/jobs'
import { useCan } from '@/domain/permissions'

interface RecordButtonProps {
  job: JobDetail
  /** A payment was sent and is not answered yet. */
  isRecording: boolean
  /** For a finger. */
  isLarge?: boolean
  onRecord: () => void
}

/** Opens the sheet of a payment while anything is owed; leads back to one that is not answered yet. */
export function RecordButton({ job, isRecording, isLarge, onRecord }: RecordButtonProps) {
  const canRecord = useCan('payments:record')
  const size = isLarge ? 'lg' : 'md'
  if (isRecording) {
    return (
      <Button variant="outline" size={size} className="whitespace-normal text-sm" onClick={onRecord}>
        A payment is being recorded
      </Button>
    )
  }
  if (!canRecord || !takesMoney(job)) return null
  return (
    <Button variant="primary" size={size} className="px-3 text-sm" onClick={onRecord}>
      <Plus aria-hidden className="max-sm:hidden" /> Record payment
    </Button>
  )
}

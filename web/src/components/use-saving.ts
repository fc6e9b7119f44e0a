import { useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'

/** Saves settings and says so, in other words where `told` has some; a refusal stays until the next try. */
export function useSaving<Answer>(
  onSaved: (answer: Answer) => void,
  told: (answer: Answer) => string = () => 'Saved',
) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const save = async (send: () => Promise<Answer>) => {
    setRefusal(null)
    setBusy(true)
    try {
      const answer = await send()
      onSaved(answer)
      toast.success(told(answer))
    } catch (problem) {
      setRefusal(sentence(problem))
    } finally {
      setBusy(false)
    }
  }
  return { save, refusal, setRefusal, isBusy }
}

import { useState } from 'react'
import { toast } from 'sonner'
import { sentence } from '@/api/problem'

/** Saves settings one after the other; a refusal stays until the next try. */
export function useSaving<Answer>(onSaved: (answer: Answer) => void) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const save = async (send: () => Promise<Answer>) => {
    setRefusal(null)
    setBusy(true)
    try {
      onSaved(await send())
      toast.success('Saved')
    } catch (problem) {
      setRefusal(sentence(problem))
    } finally {
      setBusy(false)
    }
  }
  return { save, refusal, setRefusal, isBusy }
}

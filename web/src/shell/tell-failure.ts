import { sentence } from '@/api/problem'
import { loadPart } from '@/lib/load-part'

/** Says what went wrong. The frame does without the toaster; where that cannot be loaded, the browser says it. */
export async function tellFailure(error: unknown) {
  const toaster = await loadPart(() => import('sonner')).catch(() => null)
  if (toaster) toaster.toast.error(sentence(error))
  else window.alert(sentence(error))
}

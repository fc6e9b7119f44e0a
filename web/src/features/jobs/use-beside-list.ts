import { useMedia } from '@/lib/use-media'

/** Whether a job is shown beside the list: on a tablet, which is wider than a phone and has no columns for a whole job. */
export function useBesideList(): boolean {
  return useMedia('(48rem <= width < 80rem)')
}

import type { MyDay } from '@/features/analytics/queries'

/** The payments that the owner rejected lately and that were not marked as seen. */
export function unseenOf({ rejected_recently: rejected, rejections_seen: seen }: MyDay) {
  return rejected.filter(({ id }) => !seen.includes(id))
}

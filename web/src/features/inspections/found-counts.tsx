import { Badge } from '@/components/ui/badge'
import { FOUND } from './findings'
import type { Found, Inspection } from './queries'

/** How many points were found how: "9 good, 2 soon, 1 now". */
export function FoundCounts({ counts }: Pick<Inspection, 'counts'>) {
  return (
    <p className="flex flex-wrap gap-1.5">
      {(Object.keys(FOUND) as Found[])
        .filter((found) => counts[found] > 0)
        .map((found) => (
          <Badge key={found} tone={FOUND[found].tone}>
            {counts[found]} {FOUND[found].label.toLowerCase()}
          </Badge>
        ))}
      {counts.not_checked > 0 && <Badge>{counts.not_checked} not checked</Badge>}
    </p>
  )
}

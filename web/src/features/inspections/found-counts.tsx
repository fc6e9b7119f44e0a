import { Badge } from '@/components/ui/badge'
import { useWords } from '@/lib/words'
import { TONES } from './findings'
import type { Found, Inspection } from './queries'
import { INSPECTIONS } from './words'

/** How many points were found how: "9 good, 2 soon, 1 now". */
export function FoundCounts({ counts }: Pick<Inspection, 'counts'>) {
  const words = useWords(INSPECTIONS)
  return (
    <p className="flex flex-wrap gap-1.5">
      {(Object.keys(TONES) as Found[])
        .filter((found) => counts[found] > 0)
        .map((found) => (
          <Badge key={found} tone={TONES[found]}>
            {words.counted(counts[found], words.found[found])}
          </Badge>
        ))}
      {counts.not_checked > 0 && <Badge>{words.countedUnchecked(counts.not_checked)}</Badge>}
    </p>
  )
}

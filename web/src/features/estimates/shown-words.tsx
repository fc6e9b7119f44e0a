import { useQuery } from '@tanstack/react-query'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { shownWordsQuery } from './queries'
import { DIFFERS } from './service-words'

/** What the customer of a job said to the owner, as far as the owner shows it. */
export function ShownWords({ jobId }: { jobId: string }) {
  const { dayTime } = useFormats()
  const { data = [] } = useQuery(shownWordsQuery(jobId))
  if (data.length === 0) return null
  return (
    <Card>
      <CardHead title="What the customer says" note="Shown by the owner" />
      <ul className="divide-y" aria-label="What the customer says">
        {data.map((word) => (
          <li key={word.id} className="space-y-1 px-4 py-3">
            {word.differs && <p className="text-danger">{DIFFERS[word.differs]}</p>}
            {word.rating !== null && <p>{word.rating} of 5</p>}
            {word.text && <p className="whitespace-pre-line break-words">{word.text}</p>}
            <p className="text-muted text-sm">Said {inSentence(dayTime(word.at))}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

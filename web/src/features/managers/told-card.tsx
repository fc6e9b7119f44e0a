import { useQuery } from '@tanstack/react-query'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { toldQuery } from './queries'

/** How often a member wrote down what a customer said, instead of the customer's own tap. */
export default function ToldCard({ memberId }: { memberId: string }) {
  const { money } = useFormats()
  const told = useQuery(toldQuery).data?.find(({ member_id: id }) => id === memberId)
  if (!told) return null
  return (
    <Card className="mt-3">
      <CardHead title="Answers written down for customers" />
      <p className="px-4 py-3 text-sm">
        <span className="figure">{told.told_count}</span>
        {told.told_count === 1 ? ' answer, ' : ' answers, '}
        <span className="figure">{money(told.told_amount)}</span> approved that way. The customer's own tap
        proves more.
      </p>
    </Card>
  )
}

import { Card } from '@/components/ui/card'

/** What is known, as far as it is; nothing when nothing is. */
export function Facts({ facts }: { facts: readonly { name: string; value: string | null }[] }) {
  const known = facts.filter(({ value }) => value)
  if (known.length === 0) return null
  return (
    <Card>
      <dl className="grid gap-x-6 gap-y-3 p-4 @2xl:grid-cols-3">
        {known.map(({ name, value }) => (
          <div key={name} className="min-w-0">
            <dt className="label-caps">{name}</dt>
            <dd className="whitespace-pre-line break-words text-sm">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

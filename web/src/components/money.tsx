import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'

type MoneyTone = 'plain' | 'muted' | 'confirmed' | 'waiting' | 'risk'

const TONES: Record<MoneyTone, string> = {
  plain: '',
  muted: 'text-muted',
  // Green is for money the owner has confirmed, amber for money that waits, red for money at risk.
  confirmed: 'text-success',
  waiting: 'text-warning',
  risk: 'text-danger',
}

/** An amount in the workshop's currency, in figures that stand under each other. */
export function Money({
  amount,
  tone = 'plain',
  exact,
  className,
}: {
  amount: number
  tone?: MoneyTone
  /** With all decimals, where those above and below have them. */
  exact?: boolean | undefined
  className?: string
}) {
  const { money, exactMoney } = useFormats()
  return (
    <span className={cn('figure whitespace-nowrap', TONES[tone], className)}>
      {exact ? exactMoney(amount) : money(amount)}
    </span>
  )
}

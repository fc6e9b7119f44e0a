import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { fitting } from '@/lib/fitting'

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
  columns = 1,
  className,
}: {
  amount: number
  tone?: MoneyTone
  /** With all decimals, where those above and below have them. */
  exact?: boolean | undefined
  /** How many stand beside each other on a phone. */
  columns?: 1 | 2
  className?: string
}) {
  const { money, exactMoney } = useFormats()
  const text = exact ? exactMoney(amount) : money(amount)
  const fontSize = fitting(text, columns)
  return (
    <span className={cn('figure whitespace-nowrap', TONES[tone], className)}>
      {fontSize ? <span style={{ fontSize }}>{text}</span> : text}
    </span>
  )
}

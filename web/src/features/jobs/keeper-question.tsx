import type { Schemas } from '@/api/client'
import { Notice } from '@/components/field'
import { Choice } from '@/components/ui/choice'
import { shownPhone } from '@/domain/phone'
import { isSamePhone } from './fill-in'

/** Whose the car is, where another name or number is given than the last time; empty while it is not said. */
export type KeeperAnswer = '' | 'same' | 'sold' | 'other'

const ANSWERS: readonly { value: KeeperAnswer; label: string }[] = [
  { value: 'same', label: 'Same customer' },
  { value: 'sold', label: 'Car was sold' },
  { value: 'other', label: 'Brought by someone else' },
]

interface KeeperQuestionProps {
  vehicle: Schemas['VehicleOut']
  typed: { customer_name: string; phone: string }
  answer: KeeperAnswer
  onAnswer: (answer: KeeperAnswer) => void
  error: string | undefined
}

/** Asks whose a known car is when name or phone are others than those of its owner. */
export function KeeperQuestion({ vehicle, typed, answer, onAnswer, error }: KeeperQuestionProps) {
  const { name, phones } = vehicle.keeper
  const hasNewPhone = typed.phone.trim() !== '' && !phones.some((phone) => isSamePhone(phone, typed.phone))
  const called = typed.customer_name.trim() || 'The customer'
  const said: Record<KeeperAnswer, string> = {
    '': '',
    same: `${name} is kept as ${called}${hasNewPhone ? ', with this number too' : ''}.`,
    sold: `The car is ${called === 'The customer' ? 'the new customer' : called}’s from now on. Earlier jobs stay with ${name}.`,
    other: `The car stays ${name}’s.`,
  }
  return (
    <Notice tone={answer === '' ? 'warning' : 'info'}>
      <p className="text-foreground">
        So far {vehicle.vehicle_number} was {name}’s
        {phones[0] && (
          <>
            , <span className="figure whitespace-nowrap">{shownPhone(phones[0])}</span>
          </>
        )}
        . Same customer with a new {hasNewPhone ? 'number' : 'name'}, or was the car sold?
      </p>
      <Choice
        label="Whose car is it?"
        value={answer}
        options={ANSWERS}
        onChange={onAnswer}
        className="mt-2 bg-card text-foreground"
      />
      {error ? (
        <p role="alert" className="mt-1.5 text-[0.8125rem] text-danger">
          {error}
        </p>
      ) : (
        said[answer] && <p className="mt-1.5 text-[0.8125rem] text-muted">{said[answer]}</p>
      )}
    </Notice>
  )
}

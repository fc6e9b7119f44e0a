import { ChevronDown, Trash2 } from 'lucide-react'
import { memo, type ReactNode, useState } from 'react'
import {
  type Control,
  type UseFormRegister,
  type UseFormSetValue,
  useFormState,
  useWatch,
} from 'react-hook-form'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Input } from '@/components/ui/input'
import { useFormats } from '@/domain/formats'
import { readAmount } from '@/lib/amount'
import { cn } from '@/lib/cn'
import { LineCell } from './line-cell'
import type { LinesText, LineText } from './line-form'
import { useLineDefaults } from './use-line-defaults'

const KINDS = [
  { value: 'labour', label: 'Labour' },
  { value: 'part', label: 'Part' },
] as const
const MORE = ['discount', 'tax_percent', 'hsn_sac'] as const

/** The columns of the table, for its head and its lines. */
export const COLUMNS = '@2xl:grid-cols-[6.25rem_minmax(0,1fr)_3.25rem_3.75rem_5.75rem_5.5rem_3.75rem]'

interface LineRowProps {
  index: number
  control: Control<LinesText>
  register: UseFormRegister<LinesText>
  setValue: UseFormSetValue<LinesText>
  /** What the line comes to by the server; null while that is not known. */
  amount: number | null
  /** The server's words about the line, by field of the form. */
  wrong: ReadonlyMap<string, string>
  onRemove: (index: number) => void
}

/** One line: a row of the table, a card on a phone. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { index, control, register, setValue, amount, wrong, onRemove } = props
  const { decimals, money } = useFormats()
  const defaultsOf = useLineDefaults()
  const line = useWatch({ control, name: `items.${index}` })
  const { errors: all } = useFormState({ control, name: `items.${index}` })
  const [wantsMore, setWantsMore] = useState(false)
  const errors = all.items?.[index]
  const error = (field: keyof LineText) => errors?.[field]?.message ?? wrong.get(`items.${index}.${field}`)
  const defaults = defaultsOf(line.kind)
  const isPart = line.kind === 'part'
  const isOpen = wantsMore || MORE.some(error)
  const spoken = (label: string) => `${label}, line ${index + 1}`

  const choose = (kind: LineText['kind']) => {
    setValue(`items.${index}.kind`, kind, { shouldDirty: true })
    // What was only the other kind's usual value is not meant for this one.
    if (line.tax_percent === defaults.tax_percent) setValue(`items.${index}.tax_percent`, '')
    if (line.hsn_sac === defaults.hsn_sac) setValue(`items.${index}.hsn_sac`, '')
  }
  const understood = (text: string) => {
    const reading = readAmount(text, decimals)
    return reading.ok && !/^\d+(\.\d+)?$/.test(text.trim()) ? (
      <span className="figure">= {money(reading.amount)}</span>
    ) : undefined
  }
  const discount = readAmount(line.discount, decimals)
  const unusual = [
    discount.ok && discount.amount > 0 && `${money(discount.amount)} off`,
    line.tax_percent !== '' && line.tax_percent !== defaults.tax_percent && `tax ${line.tax_percent}%`,
    line.hsn_sac !== '' && line.hsn_sac !== defaults.hsn_sac && line.hsn_sac,
  ].filter(Boolean)

  return (
    <li data-line={index} className="border-b px-4 py-3 @2xl:py-2">
      <div
        className={cn(
          'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.4fr)] items-start gap-2',
          COLUMNS,
        )}
      >
        <div className="col-span-2 @2xl:col-span-1">
          <Choice
            label={spoken('Kind')}
            value={line.kind}
            options={KINDS}
            onChange={choose}
            className="[&>label]:px-1 [&>label]:text-[0.8125rem] @2xl:[&>label]:px-0.5 @2xl:[&>label]:text-xs"
          />
        </div>
        <LineButtons {...{ index, isOpen }} onMore={() => setWantsMore(!isOpen)} onRemove={onRemove} />
        <UsualCells
          {...{ index, isPart, register, error, spoken }}
          hint={!isOpen && unusual.length > 0 ? unusual.join(' · ') : undefined}
          price={understood(line.unit_price)}
        />
        <LineTotal amount={amount} />
      </div>
      {isOpen && (
        <MoreCells
          {...{ index, isPart, register, error, spoken }}
          usual={defaults}
          discount={understood(line.discount)}
        />
      )}
    </li>
  )
})

interface LineButtonsProps {
  index: number
  isOpen: boolean
  onMore: () => void
  onRemove: (index: number) => void
}

function LineButtons({ index, isOpen, onMore, onRemove }: LineButtonsProps) {
  return (
    <div className="flex justify-end @2xl:order-last">
      <Button
        variant="ghost"
        size="icon"
        className="text-muted fine:w-7"
        aria-expanded={isOpen}
        aria-label={`More, line ${index + 1}`}
        title="Discount, tax rate, HSN/SAC"
        onClick={onMore}
      >
        <ChevronDown aria-hidden className={cn(isOpen && 'rotate-180')} />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        className="-mr-1 text-muted hover:text-danger fine:w-7"
        aria-label={`Remove line ${index + 1}`}
        title="Remove the line"
        onClick={() => onRemove(index)}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  )
}

interface UsualCellsProps extends CellsProps {
  /** What else is said of the line where its other fields are folded away. */
  hint: string | undefined
  /** How the price is understood, when that is not what was typed. */
  price: ReactNode
}

/** What each line needs. */
function UsualCells({ index, isPart, register, error, spoken, hint, price }: UsualCellsProps) {
  return (
    <>
      <LineCell
        label={isPart ? 'Part' : 'Work'}
        spoken={spoken('Description')}
        error={error('description')}
        hint={hint}
        className="col-span-3 @2xl:col-span-1"
      >
        {(control) => <Input {...control} {...register(`items.${index}.description`)} autoComplete="off" />}
      </LineCell>
      <LineCell label="Quantity" spoken={spoken('Quantity')} error={error('quantity')}>
        {(control) => (
          <Input
            {...control}
            {...register(`items.${index}.quantity`)}
            inputMode="decimal"
            autoComplete="off"
            onFocus={(event) => event.target.select()}
            className="figure text-right @2xl:px-2"
          />
        )}
      </LineCell>
      <LineCell label="Unit" spoken={spoken('Unit')} error={error('unit')}>
        {(control) => (
          <Input
            {...control}
            {...register(`items.${index}.unit`)}
            list="units-of-lines"
            autoComplete="off"
            placeholder={isPart ? 'Nos' : ''}
            className="@2xl:px-2 [&::-webkit-calendar-picker-indicator]:hidden!"
          />
        )}
      </LineCell>
      <LineCell label="Price" spoken={spoken('Price')} error={error('unit_price')} hint={price}>
        {(control) => (
          <Input
            {...control}
            {...register(`items.${index}.unit_price`)}
            inputMode="decimal"
            autoComplete="off"
            className="figure text-right"
          />
        )}
      </LineCell>
    </>
  )
}

function LineTotal({ amount }: { amount: number | null }) {
  return (
    <p className="col-span-3 flex items-baseline justify-between gap-2 text-sm @2xl:col-span-1 @2xl:h-9 @2xl:items-center @2xl:justify-end">
      <span className="label-caps @2xl:sr-only">Line total</span>
      {amount === null ? (
        <span className="text-muted" aria-hidden>
          –
        </span>
      ) : (
        <Money amount={amount} exact />
      )}
    </p>
  )
}

interface CellsProps {
  index: number
  isPart: boolean
  register: UseFormRegister<LinesText>
  error: (field: keyof LineText) => string | undefined
  /** What a field is called where only it is read out. */
  spoken: (label: string) => string
}

interface MoreCellsProps extends CellsProps {
  usual: { tax_percent: string; hsn_sac: string }
  /** How the discount is understood, when that is not what was typed. */
  discount: ReactNode
}

/** What few lines need: a discount, and a tax rate and code other than the usual ones. */
function MoreCells({ index, isPart, register, error, spoken, usual, discount }: MoreCellsProps) {
  return (
    <div className="mt-2 grid grid-cols-3 items-start gap-2 @2xl:max-w-xl @2xl:pl-[6.75rem]">
      <LineCell
        label="Discount"
        spoken={spoken('Discount')}
        error={error('discount')}
        hint={discount}
        keepsLabel
      >
        {(control) => (
          <Input
            {...control}
            {...register(`items.${index}.discount`)}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0"
            className="figure text-right"
          />
        )}
      </LineCell>
      <LineCell label="Tax %" spoken={spoken('Tax rate in percent')} error={error('tax_percent')} keepsLabel>
        {(control) => (
          <Input
            {...control}
            {...register(`items.${index}.tax_percent`)}
            inputMode="decimal"
            autoComplete="off"
            placeholder={usual.tax_percent}
            className="figure text-right"
          />
        )}
      </LineCell>
      <LineCell
        label={isPart ? 'HSN' : 'SAC'}
        spoken={spoken(isPart ? 'HSN' : 'SAC')}
        error={error('hsn_sac')}
        keepsLabel
      >
        {(control) => (
          <Input
            {...control}
            {...register(`items.${index}.hsn_sac`)}
            inputMode="numeric"
            autoComplete="off"
            placeholder={usual.hsn_sac}
            className="figure"
          />
        )}
      </LineCell>
    </div>
  )
}

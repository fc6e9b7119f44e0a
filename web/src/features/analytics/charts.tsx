import type { ReactElement } from 'react'
import {
  Area,
  AreaChart,
  CartesianGrid,
  Cell,
  Pie,
  PieChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useFormats } from '@/domain/formats'
import { shownDay } from '@/lib/days'
import { type Course, partInWords } from './course'
import type { Forecast } from './queries'

const TICK = { fill: 'var(--muted)', fontSize: 11, fontFamily: 'var(--font-mono)' }

// The two axes of every chart by day.
const DAYS = {
  dataKey: 'date',
  tickFormatter: (day: string) => shownDay(day),
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: 'var(--border)' },
  minTickGap: 40,
}
const AMOUNTS = { tick: TICK, tickLine: false, axisLine: false, tickCount: 4 }
// Room for the longest label: a currency of three letters takes more than a sign.
const LABEL_PX = 42
const LETTER_PX = 7

/** A drawing in the place it is given; its card says the same in words. */
function Picture({ children }: { children: ReactElement }) {
  return (
    <div aria-hidden className="h-full">
      <ResponsiveContainer width="100%" height="100%">
        {children}
      </ResponsiveContainer>
    </div>
  )
}

/** Revenue and collected in the course of a period. */
export function RevenueChart({ course }: { course: Course }) {
  const { money, shortMoney, today } = useFormats()
  const width = LABEL_PX + LETTER_PX * shortMoney(0).length
  // One part makes no line.
  const dot = course.length < 3
  return (
    <Picture>
      <AreaChart data={course} margin={{ top: 16, right: 28, bottom: 4, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis {...DAYS} dataKey="to" />
        <YAxis {...AMOUNTS} width={width} tickFormatter={(amount: number) => shortMoney(amount)} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--input)' }}
          content={({ active, payload }) => {
            const part = payload?.[0]?.payload as Course[number] | undefined
            if (!active || !part) return null
            return (
              <div className="border border-input bg-card px-3 py-2 text-xs">
                <p className="mb-1 text-muted">{partInWords(part, today())}</p>
                <p className="flex justify-between gap-6">
                  Revenue <span className="figure">{money(part.revenue)}</span>
                </p>
                <p className="flex justify-between gap-6">
                  Collected <span className="figure">{money(part.collected)}</span>
                </p>
                <p className="flex justify-between gap-6">
                  Jobs <span className="figure">{part.jobs}</span>
                </p>
              </div>
            )
          }}
        />
        <Area
          dataKey="revenue"
          type="monotone"
          stroke="var(--primary)"
          strokeWidth={1.75}
          fill="var(--primary)"
          fillOpacity={0.14}
          dot={dot}
          isAnimationActive={false}
        />
        <Area
          dataKey="collected"
          type="monotone"
          stroke="var(--chart-collected)"
          strokeWidth={1.75}
          fill="var(--chart-collected)"
          fillOpacity={0.1}
          dot={dot}
          isAnimationActive={false}
        />
      </AreaChart>
    </Picture>
  )
}

type ForecastDay = Forecast['days'][number]

/** What each day is expected to bring, within the range it will be in. */
export function ForecastChart({ days }: { days: Forecast['days'] }) {
  const { money, shortMoney } = useFormats()
  const width = LABEL_PX + LETTER_PX * shortMoney(0).length
  const whole = (amount: number) => money(Math.round(amount))
  return (
    <Picture>
      <AreaChart data={days} margin={{ top: 16, right: 28, bottom: 4, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis {...DAYS} />
        <YAxis {...AMOUNTS} width={width} tickFormatter={(amount: number) => shortMoney(amount)} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--input)' }}
          content={({ active, payload }) => {
            const day = payload?.[0]?.payload as ForecastDay | undefined
            if (!active || !day) return null
            return (
              <div className="border border-input bg-card px-3 py-2 text-xs">
                <p className="mb-1 text-muted">{shownDay(day.date)}</p>
                <p className="flex justify-between gap-6">
                  Expected <span className="figure">{whole(day.expected)}</span>
                </p>
                <p className="flex justify-between gap-6">
                  Range{' '}
                  <span className="figure">
                    {whole(day.low)} to {whole(day.high)}
                  </span>
                </p>
              </div>
            )
          }}
        />
        <Area
          dataKey={({ low, high }: ForecastDay) => [low, high]}
          type="linear"
          stroke="none"
          fill="var(--primary)"
          fillOpacity={0.16}
          activeDot={false}
          isAnimationActive={false}
        />
        <Area
          dataKey="expected"
          type="linear"
          stroke="var(--primary)"
          strokeWidth={1.75}
          strokeDasharray="5 3"
          fill="none"
          isAnimationActive={false}
        />
      </AreaChart>
    </Picture>
  )
}

interface StatusRingProps {
  slices: { label: string; count: number; color: string }[]
  /** What stands in the middle. */
  total: number
}

/** Jobs by status, as a ring around those that are in the shop. */
export function StatusRing({ slices, total }: StatusRingProps) {
  return (
    <>
      <Picture>
        <PieChart accessibilityLayer={false}>
          <Pie
            data={slices}
            dataKey="count"
            nameKey="label"
            innerRadius="68%"
            outerRadius="100%"
            stroke="var(--card)"
            strokeWidth={2}
            isAnimationActive={false}
            startAngle={90}
            endAngle={-270}
            rootTabIndex={-1}
          >
            {slices.map((slice) => (
              <Cell key={slice.label} fill={slice.color} />
            ))}
          </Pie>
        </PieChart>
      </Picture>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center"
      >
        <span className="figure text-2xl leading-none">{total}</span>
        <span className="mt-1 text-muted text-xs">in the shop</span>
      </div>
    </>
  )
}

import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { CopyButton } from '@/components/copy-button'
import { Card, CardHead } from '@/components/ui/card'
import { useFormats } from '@/domain/formats'
import { METHOD_WORDS } from '@/domain/payment-labels'
import { KINDS } from '@/features/trust/kinds'
import { counted } from '@/lib/counted'
import { inSentence, shownDay } from '@/lib/days'
import type { Digest } from './queries'

/** A day of the garage, in the order in which an owner asks. */
export function DigestCard({ digest }: { digest: Digest }) {
  const { money, held, today, dayTime } = useFormats()
  const { collected_by: by, corrections, cash, exceptions, promised } = digest
  const waits = [
    [digest.payments_waiting, 'payment', '/money'] as const,
    [digest.hand_overs_waiting, 'hand-over', '/money/cash'] as const,
  ].filter(([{ count }]) => count > 0)
  return (
    <Card>
      <CardHead
        title={digest.day === today() ? 'Today' : shownDay(digest.day, today())}
        note={`as of ${inSentence(dayTime(digest.made_at))}`}
      />
      <dl className="divide-y">
        <Part name="Collected" amount={money(digest.collected)}>
          {by.map(({ method, amount }) => (
            <Line key={method} what={METHOD_WORDS[method]} amount={money(amount)} />
          ))}
          {corrections !== 0 && <Line what="Corrections of other days" amount={money(corrections)} />}
        </Part>
        <Part name="Cash in hand" amount={money(digest.cash_in_hand)}>
          {cash.map(({ member_id: id, name, amount, since }) => (
            <Line
              key={id}
              what={`${name ?? 'A member who left'}${since !== null && since < digest.day ? `, the oldest since ${shownDay(since, today())}` : ''}`}
              amount={held(amount)}
            />
          ))}
        </Part>
        {waits.length > 0 && (
          <Part name="Waiting for you">
            {waits.map(([{ count, amount }, what, to]) => (
              <Line
                key={what}
                what={<A to={to}>{counted(count, what)}</A>}
                {...(amount > 0 && { amount: money(amount) })}
              />
            ))}
          </Part>
        )}
        <Part name={<A to="/trust">Questions</A>}>
          {exceptions.length === 0 && <Line what="None" />}
          {exceptions.map(({ kind, count }) => (
            <Line key={kind} what={KINDS[kind].label} amount={String(count)} />
          ))}
        </Part>
        <Cars digest={digest} />
        {promised.length > 0 && (
          <Part name="Promised for the next day">
            <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
              {promised.map(({ id, vehicle_number: plate }) => (
                <A key={id} to={`/jobs/${id}`}>
                  <span className="figure">{plate}</span>
                </A>
              ))}
            </p>
          </Part>
        )}
        {digest.seal !== null && <Seal seal={digest.seal} />}
      </dl>
    </Card>
  )
}

/** Number and hash of the last entry: whoever has it can prove that nothing before it was rewritten. */
function Seal({ seal }: { seal: string }) {
  return (
    <Part name="Seal of the books">
      <div className="flex items-center justify-between gap-3">
        <p className="figure min-w-0 select-all break-all text-muted text-xs">{seal}</p>
        <CopyButton size="sm" text={seal} otherwise="Press and hold the seal to copy it." />
      </div>
    </Part>
  )
}

function Part({ name, amount, children }: { name: ReactNode; amount?: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="flex items-baseline justify-between gap-4 font-medium">
        {name}
        {amount !== undefined && <span className="figure">{amount}</span>}
      </dt>
      <dd className="mt-1 space-y-1 empty:hidden">{children}</dd>
    </div>
  )
}

function Line({ what, amount }: { what: ReactNode; amount?: string }) {
  return (
    <p className="flex items-baseline justify-between gap-4 text-muted text-sm">
      <span className="first-letter:uppercase">{what}</span>
      {amount !== undefined && <span className="figure">{amount}</span>}
    </p>
  )
}

function A({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="tap text-foreground underline underline-offset-4">
      {children}
    </Link>
  )
}

function Cars({ digest }: { digest: Digest }) {
  return (
    <Part name="Cars">
      <Line what="Jobs taken in" amount={String(digest.jobs_taken_in)} />
      {digest.cars_seen > 0 && (
        <Line
          what={<A to={`/checks/gate?day=${digest.day}`}>Seen at the gate</A>}
          amount={String(digest.cars_seen)}
        />
      )}
      {digest.cars_counted !== null && (
        <Line what="Counted on the camera" amount={String(digest.cars_counted)} />
      )}
    </Part>
  )
}

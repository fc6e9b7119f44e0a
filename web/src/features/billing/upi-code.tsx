import { queryOptions, useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { useDebounced } from '@/lib/use-debounced'
import { billingQuery } from './queries'

const REST_MS = 250

function upiCodeQuery(jobId: string, amount: number) {
  return queryOptions({
    queryKey: ['billing', 'upi-code', jobId, amount],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/documents/upi-code/{job_id}', {
          params: { path: { job_id: jobId }, query: { amount } },
          signal,
        }),
      ),
    staleTime: 60_000,
  })
}

/** The garage's code over an amount, for the customer's phone. Nothing is shown where the garage has no address. */
export function UpiCode({ jobId, amount }: { jobId: string; amount: number }) {
  const canManage = useCan('workshop:manage')
  const { currency } = useFormats()
  const billing = useQuery(billingQuery)
  if (currency !== 'INR' || !billing.data) return null
  if (billing.data.current.vpa) return <Code jobId={jobId} amount={amount} />
  return canManage ? (
    <p className="text-muted text-xs">
      Enter the garage's UPI address in{' '}
      <Link to="/settings" className="underline underline-offset-4 hover:text-foreground">
        Settings
      </Link>{' '}
      to show a QR code here.
    </p>
  ) : null
}

function Code({ jobId, amount }: { jobId: string; amount: number }) {
  const { money } = useFormats()
  const rested = useDebounced(amount, REST_MS)
  const code = useQuery(upiCodeQuery(jobId, rested))
  // A code over another amount than the one typed is never shown.
  const shown = rested === amount ? code.data : undefined
  if (code.isError && rested === amount)
    return (
      <div className="flex items-center justify-between gap-3 border px-3 py-2 text-muted text-sm">
        <p>No QR code: {sentence(code.error)}</p>
        <Button size="sm" variant="outline" onClick={() => void code.refetch()}>
          Try again
        </Button>
      </div>
    )
  return (
    <figure className="flex items-center gap-4 border p-3">
      {shown ? (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(shown.svg)}`}
          alt={`QR code to pay ${money(amount)} by UPI`}
          className="size-40 shrink-0 bg-white"
        />
      ) : (
        <Skeleton className="size-40 shrink-0" />
      )}
      <figcaption className="min-w-0 text-sm">
        <span className="figure block break-words font-medium text-lg">{money(amount)}</span>
        <span className="block text-muted">The customer scans this with any UPI app.</span>
        {shown && (
          <span className="figure mt-1 block wrap-anywhere text-muted text-xs">{atBreaks(shown.vpa)}</span>
        )}
      </figcaption>
    </figure>
  )
}

/** The address with the places where a narrow page may break it: before the bank's name and after full stops. */
function atBreaks(address: string) {
  return address.split(/(?=@)|(?<=\.)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are of one text that does not change
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

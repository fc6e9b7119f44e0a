import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { Link } from 'react-router'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { todayQuery } from './queries'

/** Offers two-step login once more to an owner who put the first steps away. */
export default function TwoStepsOffer() {
  const client = useQueryClient()
  const decline = useMutation({
    mutationFn: () => unwrap(api.PUT('/api/today/two-steps-offer/decline')),
    onSuccess: () => client.invalidateQueries({ queryKey: todayQuery.queryKey }),
    onError: (error) => toast.error('Not hidden', { description: sentence(error) }),
  })
  return (
    <Card className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
      <Fingerprint className="size-7 shrink-0 text-muted" strokeWidth={1.5} aria-hidden />
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="text-xl leading-tight">Keep others out of your money</h2>
        <p className="mt-0.5 text-muted text-sm">
          A password can be seen or guessed. Log in with your fingerprint instead, or ask for a code too.
        </p>
      </div>
      <div className="flex gap-2">
        <Button asChild variant="primary">
          <Link to="/settings#passkeys">Set it up</Link>
        </Button>
        <Button variant="ghost" busy={decline.isPending} onClick={() => decline.mutate()}>
          No, thanks
        </Button>
      </div>
    </Card>
  )
}

import { useEffect, useState } from 'react'
import { FormProvider } from 'react-hook-form'
import { Link } from 'react-router'
import { Notice } from '@/components/field'
import { Form } from '@/components/form'
import { PageHeader } from '@/components/page-header'
import { SubmitButton } from '@/components/submit-button'
import { Button } from '@/components/ui/button'
import { useFormats } from '@/domain/formats'
import { METHOD_WORDS } from '@/domain/payment-labels'
import { CarCard, LinesCard, MoneyCard, MoreCard } from './new-job-cards'
import { StillHere } from './past-visits'
import { readAdvance, useNewJob } from './use-new-job'

/** Takes a car in: the plate first, and most of the rest comes from its earlier visits. */
export function Component() {
  const newJob = useNewJob()
  const { form, isByLines, startsEmpty, state, chooseLines, letFollow } = newJob
  const { setFocus } = form
  // How often the form was cleared: what a card remembers of an earlier visit goes with it.
  const [cleared, setCleared] = useState(0)
  useEffect(() => {
    if (startsEmpty || cleared > 0) setFocus('vehicle_number')
  }, [startsEmpty, cleared, setFocus])
  const clear = () => {
    newJob.clear()
    setCleared(cleared + 1)
  }
  const isBusy = state !== 'idle'
  return (
    <FormProvider {...form}>
      <PageHeader title="New job" back={{ to: '/jobs', label: 'Jobs' }}>
        <Button asChild variant="outline" size="sm">
          <Link to="/jobs/estimates/new">Estimate only</Link>
        </Button>
        {!newJob.isEmpty && !isBusy && (
          <Button variant="ghost" size="sm" onClick={clear}>
            Clear the form
          </Button>
        )}
      </PageHeader>
      <Form onSubmit={newJob.send}>
        <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] lg:items-start">
          <fieldset disabled={isBusy} className="contents">
            <div className="min-w-0 space-y-4 lg:row-span-2">
              <CarCard
                key={cleared}
                known={newJob.known}
                oddReading={newJob.oddReading}
                onReading={newJob.forgetOddReading}
              />
              {isByLines && <LinesCard onOneAmount={() => chooseLines(false)} />}
            </div>
            <MoneyCard isByLines={isByLines} onLines={() => chooseLines(true)} onFollow={letFollow} />
            <MoreCard isUsed={newJob.startsWithMore} />
          </fieldset>
          <SubmitBar {...newJob} />
        </div>
      </Form>
    </FormProvider>
  )
}

type SubmitBarProps = Pick<
  ReturnType<typeof useNewJob>,
  'typed' | 'isByLines' | 'state' | 'repeated' | 'refusal' | 'stillOpen' | 'known'
>

/** What became of the last try, and the button for the next; it stays in sight on a phone. */
function SubmitBar({ typed, isByLines, state, repeated, refusal, stillOpen, known }: SubmitBarProps) {
  const { decimals, money } = useFormats()
  const { amount: advance } = readAdvance(typed, decimals, isByLines)
  return (
    <div className="sticky bottom-(--bar) z-10 -mx-4 border-t max-md:-mb-12 bg-background px-4 py-3 md:static md:mx-0 md:border-0 md:p-0 lg:col-start-2 lg:row-start-2">
      {stillOpen && !known?.open_job && (
        <div className="mb-3">
          <StillHere open={stillOpen} />
        </div>
      )}
      {refusal === 'spent' ? (
        <Notice className="mb-3">
          Your earlier try was saved after all. Look for the job{' '}
          <Link to="/jobs" className="underline">
            in the jobs
          </Link>{' '}
          before you save it again.
        </Notice>
      ) : (
        refusal && <Notice className="mb-3">{refusal}</Notice>
      )}
      <SubmitButton state={state} repeated={repeated} another="Start another job">
        {stillOpen || known?.open_job ? 'Start job anyway' : 'Start job'}
        {advance !== null && `, ${money(advance)} ${METHOD_WORDS[typed.advance_method]}`}
      </SubmitButton>
    </div>
  )
}

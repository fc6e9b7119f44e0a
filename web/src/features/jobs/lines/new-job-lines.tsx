import { useFormContext, useWatch } from 'react-hook-form'
import LineFields from './line-fields'
import type { LinesText } from './line-form'
import { QuotePanel } from './quote-panel'
import { useQuote } from './use-quote'

const NOBODY = { customer_gst_number: null, place_of_supply: null }

/** The lines of a job that is being taken in, with what they come to. */
export default function NewJobLines() {
  const { control } = useFormContext<LinesText>()
  const lines = useWatch({ control, name: 'items' })
  const quote = useQuote(lines, NOBODY)
  return (
    <>
      <LineFields quote={quote} />
      <div className="border-t p-4">
        <div className="sm:ml-auto sm:max-w-sm">
          <QuotePanel quote={quote} />
        </div>
      </div>
    </>
  )
}

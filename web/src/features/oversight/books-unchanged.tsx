import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { useWitness } from './witness-query'

/** Since when this device has seen the books unchanged; nothing where it cannot tell, or they were rewritten. */
export default function BooksUnchanged() {
  const { day, count } = useFormats()
  const { data } = useWitness()
  if (data?.state === 'first') return 'This device watches your books from now on.'
  if (data?.state !== 'unchanged') return null
  const { sinceDay, number } = data.kept
  return `Books unchanged since ${inSentence(day(sinceDay))}: ${number === 1 ? '1 entry' : `${count(number)} entries`}.`
}

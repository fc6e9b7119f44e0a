import { WORK } from '@/features/work/words'
import { useWords } from '@/lib/words'
import type { Place } from './places'

/** What a place is called, in the language that the app speaks. */
export function useLabel(): (place: Pick<Place, 'to' | 'label'>) => string {
  const { myWork, scan } = useWords(WORK)
  return ({ to, label }) => (to === '/work' ? myWork : to === '/scan' ? scan : label)
}

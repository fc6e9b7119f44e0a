import type { STATUS_WORDS } from '@/domain/status-words'
import type { INSPECTIONS } from '@/features/inspections/words'
import type { PHOTOS } from '@/features/photos/words'
import type { WORK } from '@/features/work/words'
import type { COMMON } from '@/lib/common-words'
import type { OUTBOX } from '@/outbox/words'
import type { SHELL } from '@/shell/words'

/** All that a technician and a guard can be told, in one language: each section as its English one. */
export interface Catalogue extends Record<string, unknown> {
  common: (typeof COMMON)['en']
  status: (typeof STATUS_WORDS)['en']
  outbox: (typeof OUTBOX)['en']
  photos: (typeof PHOTOS)['en']
  inspections: (typeof INSPECTIONS)['en']
  work: (typeof WORK)['en']
  shell: (typeof SHELL)['en']
}

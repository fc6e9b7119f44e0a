import type { Section } from '@/lib/words'
import { type JobStatus, STATUS } from './job-status'

type StatusWords = Record<JobStatus, { label: string; action: string }>

/** What the statuses of a job are called, and what is pressed to reach them. */
export const STATUS_WORDS: Section<StatusWords> = { name: 'status', en: STATUS }

import type { Section } from './words'

const en = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  back: 'Back',
  optional: 'optional',
  tryAgain: 'Try again',
  reference: (id: string) => `Reference ${id}`,
  undo: 'Undo',
  notUndone: 'Not undone',
  maybeNotUndone: 'No answer yet, so it may not be undone',
  noConnection: 'No connection to the server. Check the network and try again.',
  partMissing: 'This part did not load. Check the network and try again.',
  wentWrong: 'Something went wrong on this page. Please try again.',
  of: (number: number, all: number) => `${number} of ${all}`,
  days: { today: 'Today', yesterday: 'Yesterday', tomorrow: 'Tomorrow' },
  /** The name of a month within a date; in English it is written without the browser's help. */
  locale: null as string | null,
  /** The refusals of the server by their code; its own sentence, which is English, for all others. */
  refusals: {} as Readonly<Record<string, string>>,
}

/** What many parts say: buttons, days, what went wrong. */
export const COMMON: Section<typeof en> = { name: 'common', en }

import type { Theme } from '@/lib/theme'
import type { Section } from '@/lib/words'

const THEMES: Record<Theme, string> = { dark: 'Dark', light: 'Light', system: 'Same as the device' }

const en = {
  main: 'Main',
  skip: 'Skip to the content',
  me: 'Me',
  meOf: (name: string) => `Me: ${name}`,
  language: 'Language',
  theme: 'Theme',
  themes: THEMES,
  settings: 'Settings',
  keys: 'Keys',
  help: 'Help',
  logOut: 'Log out',
  /** What a screen does not say by itself: when, and what to do. */
  helps: [
    ['Take something back', 'Press Undo on the message within ten seconds.'],
    [
      'No network',
      'Keep working. What you record is marked “not sent” and goes out when the network is back.',
    ],
    ['Something is refused', 'It says why. What you typed stays until you change it or discard it.'],
  ] as [string, string][],
  /** What somebody is in the garage, where that is said in his language; English has all roles. */
  roles: {} as Readonly<Record<string, string>>,
  noNetwork: 'No network.',
  noAnswer: 'The server does not answer.',
  offline: 'Offline',
  typedIsKept: 'What you type is kept; what you see may be old.',
  asOf: (when: string) => `What you see is as of ${when}; what you type is kept.`,
  clock: (minutes: number) =>
    `The clock of this device is ${duration(Math.abs(minutes))} ${minutes > 0 ? 'fast' : 'slow'}. Days and times here follow the server.`,
}

function duration(minutes: number): string {
  const [size, name] = minutes < 90 ? [1, 'minute'] : minutes < 36 * 60 ? [60, 'hour'] : [1440, 'day']
  const number = Math.round(minutes / Number(size))
  return `${number} ${name}${number === 1 ? '' : 's'}`
}

/** What the frame around every page says. */
export const SHELL: Section<typeof en> = { name: 'shell', en }

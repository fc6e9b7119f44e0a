import type { Entry } from './store'

/** What an entry says, for those that are words. */
export function bodyOf<Body>({ body }: Pick<Entry, 'body'>): Body {
  return JSON.parse(String(body)) as Body
}

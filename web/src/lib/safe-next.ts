/** Only a path of this app: a link must not send a user who logs in to somewhere else. */
export function safeNext(next: string | null): string | null {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : null
}

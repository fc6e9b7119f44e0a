import { COMMON } from '@/lib/common-words'
import { PartMissing } from '@/lib/load-part'
import { Told } from '@/lib/told'
import { wordsNow } from '@/lib/words'
import type { components } from './schema.gen'

/** What a refusal is, for programs: all that the server knows, so that a mistyped one does not compile. */
type ErrorCode = components['schemas']['ErrorCode']

interface Body {
  detail?: string
  code?: ErrorCode
  request_id?: string
  errors?: { field: string; message: string }[] | null
}

/** A refusal by the server (RFC 9457): `message` is its sentence, `fields` its words per field. */
export class Problem extends Error {
  override name = 'Problem'

  constructor(
    readonly status: number,
    readonly code: ErrorCode | 'unknown',
    message: string,
    readonly fields: { field: string; message: string }[],
    /** What else the refusal tells, such as the amount that is still outstanding. */
    readonly extra: Record<string, unknown>,
    readonly requestId: string | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(message)
  }

  static from(body: unknown, response: Response): Problem {
    const known = (typeof body === 'object' && body !== null ? body : {}) as Body & Record<string, unknown>
    const retryAfter = Number(response.headers.get('retry-after'))
    return new Problem(
      response.status,
      known.code ?? 'unknown',
      known.detail ?? 'The server gave an answer that this page does not understand. Please try again.',
      known.errors ?? [],
      known,
      known.request_id ?? response.headers.get('x-request-id'),
      retryAfter > 0 ? retryAfter : null,
    )
  }
}

/** No answer came: it is not known whether the request arrived. */
export class NetworkFailure extends Error {
  override name = 'NetworkFailure'

  constructor() {
    super('No connection to the server.')
  }
}

/** Says in one sentence what went wrong. */
export function sentence(error: unknown): string {
  const words = wordsNow(COMMON)
  if (error instanceof NetworkFailure) return words.noConnection
  if (error instanceof PartMissing) return words.partMissing
  if (error instanceof Problem) return refusalSentence(error.code, error.message)
  return error instanceof Told ? error.message : words.wentWrong
}

/** Says a refusal in the language that the app speaks, where that has words for it; as the server says it otherwise. */
export function refusalSentence(code: string, said: string): string {
  return wordsNow(COMMON).refusals[code] ?? said
}

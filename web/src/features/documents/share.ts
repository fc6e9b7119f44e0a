import { NetworkFailure, Problem } from '@/api/problem'
import type { Paper } from './paper'

const PDF = 'application/pdf'

let answer: boolean | null = null

/** Whether this browser hands files to other apps; most phones do. */
export function canShare(): boolean {
  answer ??=
    typeof navigator.canShare === 'function' &&
    navigator.canShare({ files: [new File(['%PDF-'], 'paper.pdf', { type: PDF })] })
  return answer
}

/** Fetches a paper as a file. Throws `Problem` and `NetworkFailure` as every call does. */
export async function fetchPaper({ href, file }: Paper): Promise<File> {
  const response = await fetch(href, { credentials: 'same-origin' }).catch(() => {
    throw new NetworkFailure()
  })
  if (!response.ok) throw Problem.from(await response.json().catch(() => null), response)
  return new File([await response.blob()], file, { type: PDF })
}

/**
 * Offers files to the phone's other apps. False when the browser wants another press first, because fetching
 * them took longer than a press counts.
 */
export async function offer(files: File[]): Promise<boolean> {
  try {
    await navigator.share({ files, title: files[0]?.name })
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    if (error.name === 'NotAllowedError') return false
    // A person who closes the list of apps has decided.
    if (error.name !== 'AbortError') throw error
  }
  return true
}

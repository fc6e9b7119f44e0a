import { addressOf } from '@/api/client'

/** A paper that the server hands out as PDF. */
export interface Paper {
  /** Its address. */
  href: string
  /** What it is called when it is kept as a file. */
  file: string
}

type PaperFormat = 'a4' | 'thermal'

function inFormat(format: PaperFormat): string {
  return format === 'a4' ? '' : `?format=${format}`
}

function named(number: string): string {
  return `${number.replaceAll('/', '-')}.pdf`
}

export function jobCard(jobId: string, plate: string): Paper {
  return {
    href: addressOf(`/api/documents/job-card/${jobId}`),
    file: `job-card-${plate.replace(/[^\w]+/g, '')}.pdf`,
  }
}

/** The invoice that stands for a job; without a number, the pro-forma. */
export function invoice(jobId: string, number: string | null, plate: string): Paper {
  const file = number ? named(number) : `pro-forma-${plate.replace(/[^\w]+/g, '')}.pdf`
  return { href: addressOf(`/api/documents/invoice/${jobId}`), file }
}

/** What is paid and due on a job, as it stands when it is asked for: it goes beside the invoice. */
export function statement(jobId: string, plate: string, format: PaperFormat = 'a4'): Paper {
  const file = `payment-statement-${plate.replace(/[^\w]+/g, '')}.pdf`
  return { href: addressOf(`/api/documents/statement/${jobId}${inFormat(format)}`), file }
}

export function receipt(paymentId: string, number: string | null, format: PaperFormat = 'a4'): Paper {
  const file = number ? named(number) : 'receipt.pdf'
  return { href: addressOf(`/api/documents/receipt/${paymentId}${inFormat(format)}`), file }
}

export function issued(id: string, number: string): Paper {
  return { href: addressOf(`/api/documents/${id}/pdf`), file: named(number) }
}

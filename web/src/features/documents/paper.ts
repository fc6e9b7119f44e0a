/** A paper that the server hands out as PDF. */
export interface Paper {
  /** Its address. */
  href: string
  /** What it is called when it is kept as a file. */
  file: string
}

type ReceiptFormat = 'a4' | 'thermal'

function named(number: string): string {
  return `${number.replaceAll('/', '-')}.pdf`
}

export function jobCard(jobId: string, plate: string): Paper {
  return { href: `/api/documents/job-card/${jobId}`, file: `job-card-${plate.replace(/[^\w]+/g, '')}.pdf` }
}

/** The invoice that stands for a job; without a number, the pro-forma. */
export function invoice(jobId: string, number: string | null, plate: string): Paper {
  const file = number ? named(number) : `pro-forma-${plate.replace(/[^\w]+/g, '')}.pdf`
  return { href: `/api/documents/invoice/${jobId}`, file }
}

export function receipt(paymentId: string, number: string | null, format: ReceiptFormat = 'a4'): Paper {
  const file = number ? named(number) : 'receipt.pdf'
  return { href: `/api/documents/receipt/${paymentId}${format === 'a4' ? '' : `?format=${format}`}`, file }
}

export function issued(id: string, number: string): Paper {
  return { href: `/api/documents/${id}/pdf`, file: named(number) }
}

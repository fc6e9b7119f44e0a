/** The name that the server gives a file in Content-Disposition: the one in UTF-8, else the plain one. */
export function fileNameOf(disposition: string | null, otherwise: string): string {
  const coded = disposition?.match(/filename\*\s*=\s*UTF-8''([^;]+)/i)?.[1]
  const plain = disposition?.match(/filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i)
  return decoded(coded?.trim()) ?? plain?.[1] ?? plain?.[2] ?? otherwise
}

function decoded(text: string | undefined): string | null {
  if (!text) return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The longest side of a picture that is sent. */
const LONGEST_PX = 2048
const TYPICAL_BYTES = 500_000
const QUALITIES = [0.82, 0.7, 0.55]

/** Draws a picture anew, turned as it is meant to be seen and small: WebP, or JPEG where the browser makes no WebP. */
export async function redraw(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  try {
    const { width, height } = fitting(bitmap.width, bitmap.height, LONGEST_PX)
    const canvas = newCanvas(width, height)
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D
    // What is seen through is white, as on the server.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, width, height)
    let small = await blobOf(canvas, QUALITIES[0] as number)
    for (const quality of QUALITIES.slice(1)) {
      if (small.size <= TYPICAL_BYTES) break
      small = await blobOf(canvas, quality)
    }
    return small
  } finally {
    bitmap.close()
  }
}

/** The size of a picture whose longest side is at most so long. */
export function fitting(width: number, height: number, longest: number): { width: number; height: number } {
  const share = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}

function newCanvas(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if ('OffscreenCanvas' in self) return new OffscreenCanvas(width, height)
  return Object.assign(document.createElement('canvas'), { width, height })
}

async function blobOf(canvas: OffscreenCanvas | HTMLCanvasElement, quality: number): Promise<Blob> {
  const webp = await encoded(canvas, 'image/webp', quality)
  // A browser that cannot make one makes a PNG, which is larger than what came.
  return webp.type === 'image/webp' ? webp : encoded(canvas, 'image/jpeg', quality)
}

function encoded(canvas: OffscreenCanvas | HTMLCanvasElement, type: string, quality: number): Promise<Blob> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality })
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('not drawn'))), type, quality),
  )
}

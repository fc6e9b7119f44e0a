const WIDEST = 600
const HIGHEST = 300
// In base64 a picture is a third longer; the server takes somewhat more than this.
const LONGEST_BASE64 = 180_000
const SMALLER = 0.8
const SMALLEST_WIDTH = 60

/** Why a picture cannot be the logo, in a sentence for the person who chose it. */
export class BadPicture extends Error {
  override name = 'BadPicture'
}

/** A picture scaled down in the browser to what a paper needs, as the base64 of a PNG. Throws `BadPicture`. */
export async function scaledLogo(file: File): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new BadPicture('This file is not a picture that can be read. Choose a PNG, JPEG or WebP.')
  })
  try {
    let scale = Math.min(1, WIDEST / picture.width, HIGHEST / picture.height)
    while (picture.width * scale >= SMALLEST_WIDTH || scale === 1) {
      const base64 = await drawn(picture, scale)
      if (base64.length <= LONGEST_BASE64) return base64
      scale *= SMALLER
    }
  } finally {
    picture.close()
  }
  throw new BadPicture('This picture is too detailed for a logo. Choose a simpler one.')
}

async function drawn(picture: ImageBitmap, scale: number): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const brush = canvas.getContext('2d')
  if (!brush) throw new BadPicture('This browser cannot prepare the picture. Try another one.')
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
}

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, launch, newGarage, newJob } from './people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Photo {
  id: string
  kind: string
  caption: string | null
  taken_at: string
  width: number
  height: number
}

/** Draws pictures as a camera would take them, larger than what is sent, each in a colour of its own. */
async function drawn(page: Page, count: number) {
  const pictures = await page.evaluate(async (wanted) => {
    const made: string[] = []
    for (let number = 0; number < wanted; number += 1) {
      const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 })
      const context = canvas.getContext('2d') as CanvasRenderingContext2D
      context.fillStyle = `hsl(${15 + number * 29} 60% 45%)`
      context.fillRect(0, 0, 2400, 1800)
      context.fillStyle = '#fff'
      context.font = '900px sans-serif'
      context.fillText(String(number + 1), 400, 1300)
      made.push(canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '')
    }
    return made
  }, count)
  return pictures.map((picture, index) => ({
    name: `IMG_${index + 1}.jpg`,
    mimeType: 'image/jpeg',
    buffer: Buffer.from(picture, 'base64'),
  }))
}

const listed = (page: Page, jobId: string) => call<Photo[]>(page, 'GET', `/api/jobs/${jobId}/photos`)

/** Waits until so many photos are on the server. */
async function until(page: Page, jobId: string, count: number) {
  await expect.poll(async () => (await listed(page, jobId)).length).toBeGreaterThanOrEqual(count)
}

async function choose(page: Page, kind: string, files: Awaited<ReturnType<typeof drawn>>) {
  await page.getByRole('radio', { name: kind, exact: true }).check()
  await page.getByLabel('Choose photos').setInputFiles(files)
}

test('twelve photos over a network that is cut three times, with a reload in between: each there once, in order', async () => {
  const { owner, manager } = await newGarage(browser, { size: 'phone' })
  const { page, context, faults } = manager
  const { id } = await newJob(page)
  await page.goto(`/jobs/${id}?tab=work`)
  await page.getByRole('heading', { name: 'Photos' }).waitFor()
  const files = await drawn(page, 12)

  // Cut before the first is sent.
  await context.setOffline(true)
  await choose(page, 'Before', files.slice(0, 8))
  await page.getByRole('button', { name: '8 not sent' }).waitFor()
  await context.setOffline(false)
  await until(owner.page, id, 2)

  // The server has one and its answer is lost: the same is sent again.
  let isLost = false
  await page.route('**/photos/*', async (route) => {
    if (isLost || route.request().method() !== 'PUT') return route.continue()
    isLost = true
    await route.fetch()
    await route.abort('connectionreset')
  })
  await expect.poll(() => isLost).toBe(true)
  await page.unrouteAll({ behavior: 'wait' })

  // Cut in the middle, reloaded, and on another page when the network is back.
  await context.setOffline(true)
  await choose(page, 'After', files.slice(8))
  await page.getByRole('button', { name: /not sent/ }).waitFor()
  await context.setOffline(false)
  await page.goto('/jobs')
  // Each is told apart: a busy machine takes some seconds for one.
  for (let count = 3; count <= 12; count += 1) await until(owner.page, id, count)
  await page.getByRole('button', { name: /not sent/ }).waitFor({ state: 'detached' })

  const photos = await listed(owner.page, id)
  expect(photos.map(({ kind }) => kind)).toEqual([...Array(8).fill('before'), ...Array(4).fill('after')])
  expect(new Set(photos.map(({ id: one }) => one)).size).toBe(12)
  expect(photos.map(({ width, height }) => [width, height])).toEqual(Array(12).fill([2048, 1536]))
  // In the order chosen: each has the colour that was drawn.
  await page.goto(`/jobs/${id}?tab=work`)
  const numbers = await numbersOf(page, photos)
  expect(numbers).toEqual(photos.map((_, index) => index))

  await lookAround(page, id)
  expect(faults.found).toEqual([])
  await context.close()
  await owner.context.close()
})

/** Which of the pictures that were drawn each photo is, by the hue in its corner. */
function numbersOf(page: Page, photos: Photo[]) {
  return page.evaluate(
    async (ids) =>
      Promise.all(
        ids.map(async (id) => {
          const answer = await fetch(`/api/photos/${id}/320`)
          const bitmap = await createImageBitmap(await answer.blob())
          const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
          const context = canvas.getContext('2d') as CanvasRenderingContext2D
          context.drawImage(bitmap, 4, 4, 4, 4, 0, 0, 1, 1)
          const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
          const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
          const span = most - least || 1
          const sector =
            most === red
              ? (green - blue) / span
              : most === green
                ? 2 + (blue - red) / span
                : 4 + (red - green) / span
          return Math.floor((((sector * 60 + 360) % 360) - 15) / 29 + 0.5)
        }),
      ),
    photos.map(({ id }) => id),
  )
}

async function lookAround(page: Page, jobId: string) {
  // Before beside after.
  await page.getByRole('button', { name: 'Before and after' }).click()
  const compared = page.getByRole('dialog', { name: 'Before and after' })
  await compared.getByRole('img', { name: 'Before photo 1' }).waitFor()
  await compared.getByRole('img', { name: 'After photo 1' }).waitFor()
  await compared.getByRole('button', { name: 'After: next photo' }).click()
  await compared.getByRole('img', { name: 'After photo 2' }).waitFor()
  await compared.getByRole('button', { name: 'Close' }).click()

  // Over the whole screen, to the next by key, a caption, deleted, brought back.
  await page.getByRole('button', { name: 'Before photo 1', exact: true }).click()
  await page.getByRole('dialog', { name: 'Before 1 of 12' }).waitFor()
  await page.keyboard.press('ArrowRight')
  const viewer = page.getByRole('dialog', { name: /2 of 12/ })
  await viewer.waitFor()
  await viewer.getByRole('button', { name: 'Edit caption' }).click()
  await viewer.getByLabel('Caption').fill('Dent in the left door')
  await viewer.getByRole('button', { name: 'Save' }).click()
  await viewer.getByText('Dent in the left door').waitFor()
  await viewer.getByRole('button', { name: 'Delete photo' }).click()
  await expect.poll(async () => (await listed(page, jobId)).length).toBe(11)
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await listed(page, jobId)).length).toBe(12)
  expect((await listed(page, jobId))[1]?.caption).toBe('Dent in the left door')
}

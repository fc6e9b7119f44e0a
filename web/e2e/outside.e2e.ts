import { once } from 'node:events'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { looked } from './looks.ts'
import { OwnServer } from './own-server.ts'
import { launch } from './people.ts'
import { freePort } from './server.ts'

let browser: Browser
let own: OwnServer
let people: Awaited<ReturnType<OwnServer['garage']>>
let redis = 0
let bucket = 0

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

/** Set up with services of which none answers yet. */
beforeEach(async () => {
  own = new OwnServer()
  redis = await freePort()
  bucket = await freePort()
  await own.start(() => ({
    REVOPS_REDIS_URL: `redis://127.0.0.1:${redis}`,
    REVOPS_FILES: 's3',
    REVOPS_S3_ENDPOINT: `http://127.0.0.1:${bucket}`,
    REVOPS_S3_BUCKET: 'garages',
    REVOPS_S3_REGION: 'ap-south-1',
    REVOPS_S3_ACCESS_KEY_ID: 'operator',
    REVOPS_S3_SECRET_ACCESS_KEY: 'key-of-the-tests-operator', // pragma: allowlist secret
  }))
  people = await own.garage(browser)
})

afterEach(async () => {
  await Promise.all([people.owner.context.close(), people.manager.context.close()])
  await own.stop()
})

/** Presses Test, and waits until it has been answered. */
async function tested(service: Locator) {
  await service.getByRole('button', { name: 'Test' }).click()
  await service.getByRole('button', { name: 'Test', disabled: false }).waitFor()
}

test('the owner reads why a service of the server does not work, and that it does again', async () => {
  const { page } = people.owner
  await page.goto('/checks')
  const service = page.getByRole('listitem').filter({ hasText: 'Request limits (Redis)' })
  await tested(service)
  await service.getByText('Does not work').waitFor()
  await service.getByText(/^Redis does not answer/).waitFor()
  const wrong = await looked(page, 'redis-fails')
  own.module('tests.redis_process', String(redis))
  await expect
    .poll(async () => {
      await tested(service)
      return service.getByText(/^Redis works/).count()
    })
    .toBe(1)
  await service.getByText('Works', { exact: true }).waitFor()
  wrong.push(...(await looked(page, 'redis-works')))
  expect(wrong).toEqual([])
})

test('the owner reads why files cannot be kept, one reason after the other, until a logo is kept', async () => {
  const { page, request } = people.owner
  const keepLogo = async () => {
    const { id } = await own.call<{ id: string }>(request, 'GET', '/api/workshops/me')
    const image =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=' // pragma: allowlist secret
    return own.call(request, 'PUT', `/api/workshops/${id}/logo`, { image })
  }
  await page.goto('/checks')
  const service = page.getByRole('listitem').filter({ hasText: 'File storage (S3)' })
  await tested(service)
  await service.getByText('Does not work').waitFor()
  await service.getByText(`The bucket's server http://127.0.0.1:${bucket} does not answer.`).waitFor()
  await expect(keepLogo()).rejects.toThrow('nothing was saved')
  const wrong = await looked(page, 'bucket-away')

  const server = own.module('tests.bucket_process', own.folder('bucket'), String(bucket))
  await once(server.stdout, 'data')
  await tested(service)
  await service.getByText('There is no bucket garages.').waitFor()
  await service.getByText('Does not work').waitFor()
  wrong.push(...(await looked(page, 'bucket-missing')))

  server.stdin.write('make it\n')
  await once(server.stdout, 'data')
  await tested(service)
  await service.getByText(/^The bucket garages works: .* Files are kept there\.$/).waitFor()
  await service.getByText('Works', { exact: true }).waitFor()
  wrong.push(...(await looked(page, 'bucket-works')))
  await keepLogo()
  // Who comes back reads that it works, without a test.
  await page.reload()
  await service.getByText('Works', { exact: true }).waitFor()
  expect(wrong).toEqual([])
})

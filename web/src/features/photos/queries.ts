import { queryOptions } from '@tanstack/react-query'
import { addressOf, api, type Schemas, unwrap } from '@/api/client'

export type Photo = Schemas['PhotoOut']
export type PhotoKind = Schemas['PhotoKind']

/** The photos of a job in the order in which they were taken. */
export function photosQuery(jobId: string) {
  return queryOptions({
    queryKey: ['photos', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/jobs/{job_id}/photos', { params: { path: { job_id: jobId } }, signal })),
  })
}

/** Where the browser finds a photo, by the longest side that is wanted. */
export function pictureOf(photo: Pick<Photo, 'id'>, size: '320' | '1280' | 'full'): string {
  return addressOf(`/api/photos/${photo.id}/${size}`)
}

/** Takes a photo off its job. */
export function deletePhoto(id: string) {
  return unwrap(api.DELETE('/api/photos/{photo_id}', { params: { path: { photo_id: id } } }))
}

/** Brings a photo back that was just deleted. */
export function restorePhoto(id: string) {
  return unwrap(api.PUT('/api/photos/{photo_id}/restore', { params: { path: { photo_id: id } } }))
}

/** Says anew what a photo shows, or when in the work it was taken. */
export function changePhoto(id: string, body: Schemas['PhotoUpdate']) {
  return unwrap(api.PUT('/api/photos/{photo_id}', { params: { path: { photo_id: id } }, body }))
}

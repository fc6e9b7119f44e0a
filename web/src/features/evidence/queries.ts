import { queryOptions } from '@tanstack/react-query'
import { addressOf, api, type Schemas, unwrap } from '@/api/client'

export type Evidence = Schemas['EvidenceOut']
/** What of cash is photographed: a hand-over, a count that was asked for, the beginning or the end of a day. */
export type CountKind = Schemas['CountPhotographed']

/** The photos of counts; none while somebody is still to count unseen what they show. */
export function cashPhotosQuery(about: readonly string[]) {
  return queryOptions({
    queryKey: ['evidence', 'cash', about],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/cash-photos', { params: { query: { about: [...about] } }, signal })),
    enabled: about.length > 0,
  })
}

/** The photos of the cars of a day at the gate. */
export function gatePhotosQuery(day: string) {
  return queryOptions({
    queryKey: ['evidence', 'gate', day],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/gate/days/{day}/photos', { params: { path: { day } }, signal })),
  })
}

/** Where the browser finds a photo of a count. */
export function cashPictureOf({ id }: Evidence): string {
  return addressOf(`/api/cash-photos/${id}`)
}

/** Where the browser finds a photo of a car at the gate. */
export function gatePictureOf({ id }: Evidence): string {
  return addressOf(`/api/gate/photos/${id}`)
}

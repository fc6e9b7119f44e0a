import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap, unwrapPage } from '@/api/client'
import { pagesQuery } from '@/api/use-pages'

export type Vehicle = Schemas['VehicleOut']
export type VehicleDetail = Schemas['VehicleDetail']

/** Vehicles whose plate, make, model or VIN begins so, or all, newest first. */
export function vehiclesQuery(q: string) {
  return pagesQuery<Vehicle>(['vehicles', 'list', q], (cursor, signal) =>
    unwrapPage(api.GET('/api/vehicles', { params: { query: { ...(q && { q }), cursor } }, signal })),
  )
}

/** The first few vehicles whose plate, make, model or VIN begins so. */
export function fewVehiclesQuery(q: string, limit: number) {
  return queryOptions({
    queryKey: ['vehicles', 'few', q, limit],
    queryFn: ({ signal }) => unwrap(api.GET('/api/vehicles', { params: { query: { q, limit } }, signal })),
  })
}

/** A vehicle with its keepers, readings, jobs and papers. */
export function vehicleQuery(id: string) {
  return queryOptions({
    queryKey: ['vehicles', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/vehicles/{vehicle_id}', { params: { path: { vehicle_id: id } }, signal })),
  })
}

import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'

export type Inspection = Schemas['InspectionOut']
export type InspectedPoint = Schemas['PointOut']
export type Template = Schemas['InspectionTemplateOut']
export type Found = NonNullable<InspectedPoint['answer']>

/** The inspections of a job, the newest first. */
export function inspectionsQuery(jobId: string) {
  return queryOptions({
    queryKey: ['inspections', jobId],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/jobs/{job_id}/inspections', { params: { path: { job_id: jobId } }, signal })),
  })
}

/** The garage's lists of points. */
export const templatesQuery = queryOptions({
  queryKey: ['inspection-templates'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/inspections/templates', { signal })),
  staleTime: 300_000,
})

/** Takes away an inspection that was begun by mistake. */
export function discardInspection(id: string) {
  return unwrap(api.DELETE('/api/inspections/{inspection_id}', { params: { path: { inspection_id: id } } }))
}

/** Keeps a list of points in the place of the one that was looked at. */
export function saveList(key: string, body: Schemas['InspectionTemplateChange']) {
  return unwrap(
    api.PUT('/api/inspections/templates/{template_key}', { params: { path: { template_key: key } }, body }),
  )
}

/** Takes a list of the garage's own away; one that ships is as it came then. */
export function removeList(key: string) {
  return unwrap(
    api.DELETE('/api/inspections/templates/{template_key}', { params: { path: { template_key: key } } }),
  )
}

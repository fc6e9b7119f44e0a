import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Skeleton } from '@/components/ui/skeleton'
import { ListForm } from './list-form'
import { templatesQuery } from './queries'

const SHIPPED = ['taken_in', 'quick', 'full']

/** One list of points, to be changed; under an id that is not there yet, a new one. */
export function Component() {
  const { key = '' } = useParams()
  const { data, error, refetch, isFetchedAfterMount } = useQuery({ ...templatesQuery, staleTime: 0 })
  const list = data?.find(({ id }) => id === key)
  return (
    <>
      <PageHeader
        title={list?.name ?? 'New list'}
        back={{ to: '/settings/inspections', label: 'Inspection lists' }}
      />
      {data && isFetchedAfterMount ? (
        <ListForm
          key={key}
          listKey={key}
          list={
            list ?? {
              id: key,
              name: '',
              version: 0,
              is_own: false,
              groups: [{ title: '', points: [{ id: 'point-1', title: '', needs_photo: false }] }],
            }
          }
          isShipped={SHIPPED.includes(key)}
        />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label="Loading the list">
          <Skeleton className="h-96" />
        </div>
      )}
    </>
  )
}

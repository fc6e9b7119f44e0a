import { useQueryClient } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useSubmission } from '@/api/use-submission'
import { refreshMoney } from '@/domain/refresh'

type Issued = Schemas['Issued']

interface IssueOptions<Body extends object> {
  /** Names the paper across a reload, such as the invoice of one job. */
  name: string
  send: (body: Body, idempotencyKey: string) => Promise<Issued>
  onDone: (issued: Issued, body: Body) => void
  onRefused: (problem: Problem) => void
}

/** Issues a paper exactly once, and brings what shows it up to date. */
export function useIssue<Body extends object>({ onDone, onRefused, ...options }: IssueOptions<Body>) {
  const client = useQueryClient()
  const refresh = () => {
    void refreshMoney(client)
    void client.invalidateQueries({ queryKey: ['documents'] })
  }
  return useSubmission<Body, Issued>({
    ...options,
    onDone: (issued, body) => {
      refresh()
      onDone(issued, body)
    },
    onRefused: (problem) => {
      refresh()
      onRefused(problem)
    },
  })
}

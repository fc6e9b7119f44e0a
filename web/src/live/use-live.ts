import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { watchHands } from './hands'
import { listen } from './listen'
import { showAtTop } from './news'
import { refresher } from './refresh'

/** Keeps what is shown of a garage up to date, while it is looked at. */
export function useLive(userId: string, workshopId: string | null) {
  const client = useQueryClient()
  useEffect(() => {
    const { refresh, stop } = refresher(client)
    const ended = () => void client.invalidateQueries({ queryKey: ['me'] })
    const ends = [
      watchHands(),
      showAtTop(),
      listen(`${userId}:${workshopId}`, { hear: ({ changed }) => refresh(changed), ended }),
      stop,
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [client, userId, workshopId])
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, unwrap } from '@/api/client'
import { messageSettingsQuery } from './queries'

/** Saves some of the settings; what was not changed stays as it is. */
export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Schemas['MessageSettingsUpdate']) =>
      unwrap(api.PUT('/api/messages/settings', { body })),
    onSuccess: ({ settings }) => client.setQueryData(messageSettingsQuery.queryKey, settings),
    onError: () => void client.invalidateQueries({ queryKey: messageSettingsQuery.queryKey }),
  })
}

import { useSyncExternalStore } from 'react'
import { exporter } from './exporter'

/** How far the export is. */
export function useExport() {
  return useSyncExternalStore(exporter.subscribe, exporter.state)
}

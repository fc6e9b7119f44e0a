import { useFormats } from '@/domain/formats'
import { cn } from '@/lib/cn'
import { exportKindOf, progressInWords } from './export-labels'
import type { ExportFilter, ExportProgress as Progress } from './exporter'

interface ExportProgressProps {
  filter: ExportFilter
  progress: Progress | null
}

/** How far an export is: rows done of all of them. */
export function ExportProgress({ filter, progress }: ExportProgressProps) {
  const { count } = useFormats()
  const { words, percent } = progressInWords(progress, count)
  const what = exportKindOf(filter)
  const name = what === 'workbook' ? 'the Excel file' : `the CSV of ${what}`
  return (
    <div className="w-full">
      <p className="text-sm">Making {name}</p>
      <div
        role="progressbar"
        aria-label={`Making ${name}`}
        aria-valuetext={words}
        {...(percent !== null && { 'aria-valuenow': percent })}
        className="mt-2 h-1.5 bg-raised"
      >
        <div
          className={cn('h-full bg-foreground transition-[width]', percent === null && 'animate-pulse')}
          style={{ width: percent === null ? '8%' : `${Math.max(percent, 2)}%` }}
        />
      </div>
      <p className="figure mt-2 text-muted text-xs">{words}</p>
    </div>
  )
}

import { ChartArea, Table } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

interface ChartCardProps {
  title: string
  note?: ReactNode
  /** What the picture says, in a sentence: for those who do not see it. */
  summary: string
  head: string[]
  rows: { key: string; cells: ReactNode[] }[]
  children: ReactNode
  /** What stands above the picture, seen by all. */
  lead?: ReactNode
  /** Small print below it. */
  foot?: ReactNode
  className?: string | undefined
}

/** A chart with the same figures as a table, one press away. The picture hides itself from readers of screens. */
export function ChartCard(props: ChartCardProps) {
  const { title, note, summary, head, rows, children, lead, foot, className } = props
  const [asTable, setAsTable] = useState(false)
  return (
    <Card className={className}>
      <header className="flex h-12 items-center justify-between gap-3 border-b pr-1.5 pl-4">
        <h2 className="text-lg leading-tight">{title}</h2>
        <div className="flex items-center gap-2">
          {note}
          <Button
            variant="ghost"
            size="icon"
            className="text-muted"
            aria-pressed={asTable}
            aria-label={`${title} as a table`}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartArea aria-hidden /> : <Table aria-hidden />}
          </Button>
        </div>
      </header>
      <p className="sr-only">{summary}</p>
      {lead && (
        <div aria-hidden className="px-4 pt-3">
          {lead}
        </div>
      )}
      <div className="h-64">
        {asTable ? <FiguresTable title={title} head={head} rows={rows} /> : children}
      </div>
      {foot && <div className="px-4 pt-1 pb-3 text-2xs text-muted">{foot}</div>}
    </Card>
  )
}

function FiguresTable({ title, head, rows }: Pick<ChartCardProps, 'title' | 'head' | 'rows'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="h-full overflow-y-auto" aria-label={`${title}, the figures`} tabIndex={0}>
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-card">
          <tr>
            {head.map((name, column) => (
              <th
                key={name}
                scope="col"
                className={
                  column === 0 ? 'label-caps px-4 py-2 text-left' : 'label-caps px-4 py-2 text-right'
                }
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-t">
              {row.cells.map((cell, column) =>
                column === 0 ? (
                  <th key={head[column]} scope="row" className="px-4 py-1.5 text-left font-normal">
                    {cell}
                  </th>
                ) : (
                  <td key={head[column]} className="figure px-4 py-1.5 text-right">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

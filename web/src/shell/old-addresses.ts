/** Pages that moved, by their old paths; what narrows a page goes on with it. */
const MOVED: Record<string, string> = {
  '/settlements': '/money/cash',
  '/documents': '/money/bills',
  '/managers': '/team',
  '/entries': '/checks/entries',
  '/audit': '/checks/log-ins',
}
const OF_FIGURES = ['period', 'from', 'to', 'manager_id']

/** The old paths, as the router knows them. */
export const OLD_PATHS = [...Object.keys(MOVED), '/managers/:id', '/payments', '/dashboard']

/** Says where a page of an old address is now: links in messages and bookmarks go on working. */
export function newAddress({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
  const params = new URLSearchParams(search)
  if (pathname === '/dashboard') {
    // Figures of some days are in the reports; the start is what is to be done.
    return OF_FIGURES.some((name) => params.has(name)) ? `/reports${search}` : `/today${search}`
  }
  if (pathname === '/payments') {
    const tab = params.get('tab')
    // Who confirms nothing has what waits in the list of all.
    if (tab === null || tab === 'awaiting') return `/money${search}`
    if (tab === 'all') params.delete('tab')
    return params.size > 0 ? `/money/all?${params}` : '/money/all'
  }
  const member = /^\/managers\/(.+)$/.exec(pathname)
  if (member) return `/team/${member[1]}${search}`
  return (MOVED[pathname] ?? '/') + search
}

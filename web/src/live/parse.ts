/** One server-sent event; a beat has no name and may only carry how far everything was told. */
export interface ServerEvent {
  name: string
  data: string
  id: string | null
}

/** Reads the text of a stream, in the pieces that it comes in, into events. */
export function eventReader(tell: (event: ServerEvent) => void): (text: string) => void {
  let rest = ''
  return (text) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event: ServerEvent = { name: '', data: '', id: null }
      for (const line of block.split('\n')) {
        const [, field, value] = line.match(/^(id|event|data): ?(.*)$/) ?? []
        if (field === 'id') event.id = value ?? ''
        if (field === 'event') event.name = value ?? ''
        if (field === 'data') event.data += value
      }
      tell(event)
    }
  }
}

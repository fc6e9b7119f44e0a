import { expect, test } from 'vitest'
import { eventReader, type ServerEvent } from './parse'

const SENT =
  'retry: 2000\nid: 5.1.1\nevent: ready\ndata: {}\n\nid: 5.2.1\nevent: change\ndata: {"jobs":["a"]}\n\nid: 6.0.0\n\n'

test('events are read whatever pieces they come in', () => {
  for (const size of [1, 2, 7, SENT.length]) {
    const heard: ServerEvent[] = []
    const read = eventReader((event) => heard.push(event))
    for (let at = 0; at < SENT.length; at += size) read(SENT.slice(at, at + size))
    read('id: 7.0.0\nevent: cha')
    expect(heard).toEqual([
      { name: 'ready', data: '{}', id: '5.1.1' },
      { name: 'change', data: '{"jobs":["a"]}', id: '5.2.1' },
      { name: '', data: '', id: '6.0.0' },
    ])
  }
})

import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { SearchBox } from './search-box'

const pause = () => new Promise((done) => setTimeout(done, 220))

it('asks once typing rests, and follows the address on Back', async () => {
  const user = userEvent.setup()
  const onSearch = vi.fn()
  const { rerender } = render(<SearchBox q="" onSearch={onSearch} isSearching={false} />)
  await user.keyboard('/')
  const box = screen.getByLabelText<HTMLInputElement>('Search jobs')
  expect(document.activeElement).toBe(box)
  await user.type(box, 'sun')
  await pause()
  expect(onSearch.mock.calls).toEqual([['sun']])
  rerender(<SearchBox q="sun" onSearch={onSearch} isSearching={false} />)
  rerender(<SearchBox q="" onSearch={onSearch} isSearching={false} />)
  await pause()
  expect(box.value).toBe('')
  expect(onSearch).toHaveBeenCalledTimes(1)
})

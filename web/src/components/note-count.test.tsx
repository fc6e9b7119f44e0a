import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { NoteCount } from './note-count'

afterEach(cleanup)

function Counting({ showsTotal }: { showsTotal: boolean }) {
  const [count, setCount] = useState<Record<string, number>>({})
  return (
    <>
      <NoteCount value={count} onChange={setCount} showsTotal={showsTotal} autoFocus />
      <output aria-label="count">{JSON.stringify(count)}</output>
    </>
  )
}

const pieces = (face: string) => screen.getByLabelText<HTMLInputElement>(`Pieces of ${face}`)

it('counts by typing, from note to note by Next, and by a thumb', () => {
  render(<Counting showsTotal />)
  expect(document.activeElement).toBe(pieces('₹2,000'))
  fireEvent.keyDown(pieces('₹2,000'), { key: 'Enter' })
  expect(document.activeElement).toBe(pieces('₹500'))
  fireEvent.change(pieces('₹500'), { target: { value: '१२' } })
  fireEvent.click(screen.getByLabelText('One ₹0.50 more'))
  fireEvent.click(screen.getByLabelText('One ₹500 less'))
  expect(screen.getByLabelText('count').textContent).toBe('{"500":11,"0.5":1}')
  expect(screen.getByText('₹5,500.50')).toBeTruthy()
})

it('takes no piece that cannot be, and keeps the sum to itself where it must', () => {
  render(<Counting showsTotal={false} />)
  fireEvent.change(pieces('₹100'), { target: { value: '-3' } })
  expect(pieces('₹100').value).toBe('3')
  fireEvent.change(pieces('₹100'), { target: { value: '9999999' } })
  expect(pieces('₹100').value).toBe('100000')
  expect(screen.queryByText('Counted')).toBeNull()
})

import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useForm } from 'react-hook-form'
import { beforeAll, expect, it, vi } from 'vitest'
import { Field, Notice } from './field'
import { Form } from './form'

// jsdom lays nothing out.
beforeAll(() => {
  Element.prototype.checkVisibility = () => true
})

function Example({ onSend }: { onSend: () => void }) {
  const { register, handleSubmit, formState } = useForm({
    mode: 'onTouched',
    defaultValues: { plate: '', name: '', note: '' },
  })
  const must = { required: 'Enter this.', minLength: { value: 3, message: 'Too short.' } }
  return (
    <Form onSubmit={handleSubmit(onSend)}>
      <Field label="Plate" error={formState.errors.plate?.message}>
        {(control) => <input {...control} {...register('plate', must)} />}
      </Field>
      <Field label="Name" error={formState.errors.name?.message}>
        {(control) => <input {...control} {...register('name', must)} />}
      </Field>
      <Field label="Note" optional>
        {(control) => <input {...control} {...register('note')} />}
      </Field>
      <button type="submit">Save</button>
    </Form>
  )
}

function open() {
  const onSend = vi.fn()
  render(<Example onSend={onSend} />)
  return { onSend, user: userEvent.setup(), box: (label: string) => screen.getByLabelText(label) }
}

const reds = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent)

it('walking through empty boxes turns nothing red, and the first letters neither', async () => {
  const { user, box } = open()
  for (let step = 0; step < 4; step++) await user.tab()
  expect(reds()).toEqual([])
  await user.type(box('Plate'), 'M')
  expect(reds()).toEqual([])
  await user.tab()
  expect(reds()).toEqual(['Too short.'])
  await user.type(box('Plate'), 'H12')
  expect(reds()).toEqual([])
})

it('Enter leads to what is still empty and sends when nothing is', async () => {
  const { user, box, onSend } = open()
  await user.type(box('Plate'), 'MH12{Enter}')
  expect(reds()).toEqual([])
  expect(document.activeElement).toBe(box('Name').closest('input'))
  await user.type(box('Name'), 'Latha{Enter}')
  expect(onSend).toHaveBeenCalledOnce()
})

it('the button and Ctrl+Enter send, and then it is said what is missing', async () => {
  const { user, box, onSend } = open()
  await user.click(screen.getByRole('button'))
  expect(reds()).toEqual(['Enter this.', 'Enter this.'])
  await user.type(box('Plate'), 'MH12')
  await user.type(box('Name'), 'Latha')
  await user.type(screen.getByLabelText(/^Note/), '{Control>}{Enter}{/Control}')
  expect(onSend).toHaveBeenCalledOnce()
})

it('brings what is said of a form that was sent into view, and nothing of one that was not', async () => {
  const scroll = vi.fn()
  Element.prototype.scrollIntoView = scroll
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, -300, 360, 40))
  const said = (words: string | null) => (
    <Form aria-label="Cash" onSubmit={(event) => event.preventDefault()}>
      {words && <Notice>{words}</Notice>}
      <button type="submit">Close the day</button>
    </Form>
  )
  const { rerender } = render(said('As it was opened'))
  expect(scroll).not.toHaveBeenCalled()
  rerender(said(null))
  await userEvent.click(screen.getByText('Close the day'))
  rerender(said('₹50 is missing'))
  expect(scroll).toHaveBeenCalledTimes(1)
})

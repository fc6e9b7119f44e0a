import type { ComponentProps } from 'react'
import { Input } from '@/components/ui/input'

/** A box for a code of letters and digits, which is no word of any language. */
export function CodeInput(props: ComponentProps<typeof Input>) {
  return (
    <Input
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      className="figure uppercase"
      {...props}
    />
  )
}

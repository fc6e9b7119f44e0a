import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { useFormats } from '@/domain/formats'
import type { Period } from '@/domain/scope'
import { readScope, type Scope, writeScope } from '@/domain/scope'

/** Which figures the address asks for, and how to ask for others; `usual` is the period when it says none. */
export function useScope(usual: Period): [Scope, (scope: Scope) => void] {
  const [params, setParams] = useSearchParams()
  const { today } = useFormats()
  const change = useCallback(
    (scope: Scope) =>
      setParams((before) => writeScope(before, scope, usual), { replace: true, preventScrollReset: true }),
    [setParams, usual],
  )
  return [readScope(params, today(), usual), change]
}

import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { Problem } from './problem'

/**
 * Puts the server's words at the fields they are about.
 *
 * Returns what remains to be said above the form; null when every word found its field.
 */
export function showProblem<T extends FieldValues>(
  form: UseFormReturn<T, unknown, FieldValues>,
  problem: Problem,
  alias: Partial<Record<string, Path<T>>> = {},
): string | null {
  const names = new Set(Object.keys(form.getValues()))
  const homeless: string[] = []
  let first = true
  for (const { field, message } of problem.fields) {
    const name = alias[field] ?? (names.has(field) ? (field as Path<T>) : null)
    if (name === null) {
      homeless.push(message)
      continue
    }
    form.setError(name, { type: 'server', message }, { shouldFocus: first })
    first = false
  }
  if (problem.fields.length === 0) return problem.message
  return homeless.length > 0 ? homeless.join(' ') : null
}

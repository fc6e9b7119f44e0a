/** Names the fields of a form that were typed otherwise than they were. */
export function changedNames<Name extends string>(
  before: Record<Name, string>,
  typed: Record<Name, string>,
): Name[] {
  return (Object.keys(before) as Name[]).filter((name) => before[name].trim() !== typed[name].trim())
}

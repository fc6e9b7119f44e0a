/** What is typed into a dialog that asks for a reason is kept under this, by the id of what it is about. */
export function reasonName(about: string): string {
  return `reason:${about}`
}

/** Says how many: 1 payment, 2 payments. */
export function counted(number: number, thing: string, write: (number: number) => string = String): string {
  return number === 1 ? `1 ${thing}` : `${write(number)} ${thing}s`
}

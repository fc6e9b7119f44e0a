// A figure of the font is 0.6 em wide; below so many of them every size that is used has room on the narrowest phone.
const FIGURE_EM = 0.61
const SHORT = 12

/** The size that lets a long sum stay in its card on a phone, however large it is written; none for a short one. */
export function fitting(text: string, columns: 1 | 2): string | undefined {
  if (text.length <= SHORT) return undefined
  const room = columns === 1 ? '100vw - 5rem' : '50vw - 3.5rem'
  return `min(1em, calc((${room}) / ${(text.length * FIGURE_EM).toFixed(2)}))`
}

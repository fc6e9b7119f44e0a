import { inBrowser } from './vitest.config.ts'

/** The README's pictures: `make pictures`. */
export default inBrowser([{ name: 'pictures', include: ['pictures.ts'] }])

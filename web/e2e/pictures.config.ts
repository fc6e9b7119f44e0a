import { mergeConfig } from 'vitest/config'
import journeys from './vitest.config.ts'

/** The README's pictures: `make pictures`. */
export default mergeConfig(journeys, { test: { include: ['pictures.ts'] } })

import { z } from 'zod'

// Compiling schemas would need `eval`, which the page's security policy refuses.
z.config({ jitless: true })

export { z }

// What the browser takes from the worker's store, or from the network, without asking the worker: it need not run for
// each of fifty files. A browser that does not know such rules asks the worker, as ever.
self.addEventListener('install', (event) => {
  if (!event.addRoutes) return
  event.waitUntil(
    event.addRoutes([
      {
        condition: { urlPattern: '/assets/*' },
        // As Workbox names it. What is not in there comes from the network.
        source: { cacheName: `workbox-precache-v2-${self.registration.scope}` },
      },
      { condition: { urlPattern: '/api/*' }, source: 'network' },
    ]),
  )
})

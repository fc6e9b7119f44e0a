// Notifications, as the service worker hears them: its own file, which the worker imports.
// What comes is written by revops/push/sending.py, and was encrypted for this browser alone.

const FALLBACK = { title: 'Something needs you', body: 'RevOps', tag: 'revops', path: '/' }
const ANSWER_MS = 700

self.addEventListener('push', (event) => {
  event.waitUntil(show(read(event.data)))
})

function read(data) {
  try {
    return { ...FALLBACK, ...data.json() }
  } catch {
    // A browser takes the permission away from whoever shows nothing.
    return FALLBACK
  }
}

/** Shows a notification in the place of the one before about the same; it rings again when there is more. */
function show({ title, body, tag, path, workshop }) {
  return self.registration.showNotification(title, {
    body,
    tag,
    renotify: true,
    icon: '/icon-192.png',
    badge: '/icon-192.png',
    data: { path, workshop },
  })
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data ?? {}))
})

/** Opens the page that a notification is about: in the tab that is open, else in a new one. */
async function open({ path, workshop }) {
  const safe = typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : '/'
  const address = workshop ? `${safe}?garage=${encodeURIComponent(workshop)}` : safe
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const tab = tabs.find(({ focused }) => focused) ?? tabs[0]
  if (!tab) return void (await self.clients.openWindow(address))
  const shown = await tab.focus().catch(() => tab)
  if (await isOpenedBy(shown, { path: safe, workshop, address })) return
  // A page without anybody signed in, or of an older version, does not answer.
  await shown.navigate(address).catch(() => self.clients.openWindow(address))
}

/** Asks a tab to show a page itself, so that nothing in it is lost. */
function isOpenedBy(tab, wanted) {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => done(true)
    setTimeout(() => done(false), ANSWER_MS)
    tab.postMessage({ type: 'revops:open', ...wanted }, [port2])
  })
}

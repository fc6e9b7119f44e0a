// Before the first paint. A file of its own: the page allows no inline script.
;(() => {
  // The theme, so that nobody sees the other one flash.
  let chosen = null
  try {
    chosen = localStorage.getItem('revops:theme')
  } catch {}
  const light =
    chosen === 'light' || (chosen === 'system' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.classList.toggle('light', light)

  // A notification of another garage was tapped: this tab works in that one.
  const garageOfLink = new URLSearchParams(location.search).get('garage')
  if (garageOfLink) {
    try {
      sessionStorage.setItem('revops:garage', JSON.stringify(garageOfLink))
    } catch {}
    history.replaceState(null, '', location.pathname)
  }

  /** Asks for what the code will ask for, so that the answer is there when the code is. */
  function ahead(href) {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href })
    document.head.append(link)
  }

  // Whose day it is, this device was told when somebody logged in.
  let day = null
  let garage = null
  try {
    day = localStorage.getItem('revops:day')
    garage = sessionStorage.getItem('revops:garage')
  } catch {}

  // What opens has a heading in index.html already.
  if (location.pathname === '/today') {
    document.documentElement.dataset.opening = day ?? 'somebody'
    // The answer names no garage, so it must be that of a tab without one of its own.
    if (day === 'garage' && !garage) ahead('/api/today')
    if (day === 'own' && !garage) ahead('/api/analytics/mine')
  }

  // The reports open with the month up to today. By the device's own clock: where the garage has another day, this is
  // asked for nothing, which is sooner than to have the browser work in time zones before anything is drawn.
  if (location.pathname === '/reports' && !location.search && day === 'garage' && !garage) {
    const now = new Date()
    const two = (number) => String(number).padStart(2, '0')
    const month = `${now.getFullYear()}-${two(now.getMonth() + 1)}-`
    ahead(`/api/analytics/dashboard?from=${month}01&to=${month}${two(now.getDate())}`)
  }

  // What every page behind the log-in asks for.
  if (!/^\/(login|register|reset-password)?$/.test(location.pathname)) {
    ahead('/api/workshops/me')
  }
})()

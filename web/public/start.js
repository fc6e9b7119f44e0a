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

  // What opens has a heading in index.html already; whose day it is, this device was told when somebody logged in.
  if (location.pathname === '/today') {
    let day = null
    let garage = null
    try {
      day = localStorage.getItem('revops:day')
      garage = sessionStorage.getItem('revops:garage')
    } catch {}
    document.documentElement.dataset.opening = day ?? 'somebody'
    // The answer names no garage, so it must be that of a tab without one of its own.
    if (day === 'garage' && !garage) ahead('/api/today')
    if (day === 'own' && !garage) ahead('/api/analytics/mine')
  }

  // What every page behind the log-in asks for.
  if (!/^\/(login|register|reset-password)?$/.test(location.pathname)) {
    ahead('/api/workshops/me')
  }
})()

// Keeps a page as new as what it is made of: loads it again, or puts new styles in place. Only under `miniweb dev`.
// A hidden page lets its connection go, because a browser has few of them for a site.
{
  const { page, styles, changes } = document.currentScript.dataset
  let shownStyles = styles
  let source

  const connect = () => {
    if (source || document.hidden) return
    source = new EventSource(changes)
    source.onmessage = ({ data }) => {
      const version = JSON.parse(data)
      if (version.page !== page) reloadFor(version.page)
      else if (version.styles !== shownStyles) {
        shownStyles = version.styles
        renewStyles()
      }
    }
    source.addEventListener('restart', () => {
      disconnect()
      connect()
    })
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return
      source = undefined
      setTimeout(connect, 1000)
    }
  }

  /** Once for each version: what comes from a cache would be as old as before, again and again. */
  const reloadFor = (version) => {
    try {
      if (sessionStorage.getItem('miniweb') === version) return
      sessionStorage.setItem('miniweb', version)
    } catch {
      // a page without storage is loaded again in any case
    }
    location.reload()
  }

  const disconnect = () => {
    source?.close()
    source = undefined
  }

  /** Each sheet stays until the new one is there, so that nothing flickers. */
  const renewStyles = () => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      const address = new URL(link.href)
      if (address.origin !== location.origin) continue
      address.searchParams.set('changed', shownStyles)
      const renewed = link.cloneNode()
      renewed.href = address.href
      const replace = () => link.remove()
      renewed.addEventListener('load', replace)
      renewed.addEventListener('error', replace)
      link.after(renewed)
    }
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()))
  addEventListener('pagehide', disconnect)
  addEventListener('pageshow', connect)
  connect()
}

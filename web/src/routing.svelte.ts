/** Where the page is: the view, the folder or mission it shows, and what restores it, all in the hash of the address. */

export const VIEWS = ['home', 'study', 'mission', 'watch', 'event', 'orbit'] as const
export type View = (typeof VIEWS)[number]

export interface Route {
  view: View
  /** Id of a result folder or name of a mission; null where none is chosen. */
  id: string | null
  parameters: Record<string, string>
}

/** "#/study/a%2Fb?t=123" to a route; an unknown view leads home. */
export function parseHash(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2)
  const [view = '', id = ''] = path.split('/').filter((part) => part !== '')
  const parameters = Object.fromEntries(new URLSearchParams(query))
  const known = VIEWS.find((name) => name === view)
  if (known === undefined) return { view: 'home', id: null, parameters }
  return { view: known, id: id === '' ? null : decoded(id), parameters }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a stray per cent sign in a link written by hand
  }
}

/** The hash that parseHash reads back. */
export function hashOf(view: View, id: string | null = null, parameters: Record<string, string> = {}): string {
  const path = view === 'home' ? '#/' : id === null ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`
  const query = new URLSearchParams(parameters).toString()
  return query === '' ? path : `${path}?${query}`
}

class Routing {
  current = $state<Route>(parseHash(location.hash))
  /** Grows when the reader has given another address to a page that is open; a view then shows what that one says. */
  arrivals = $state(0)
  /** The address as this page knows it; another one that has just been given is told a moment later. */
  #known = location.hash

  constructor() {
    addEventListener('hashchange', () => {
      this.#known = location.hash
      this.current = parseHash(location.hash)
      this.arrivals += 1
    })
  }

  go(view: View, id: string | null = null, parameters: Record<string, string> = {}): void {
    location.hash = hashOf(view, id, parameters)
  }

  /** Write what restores the present view into the address, without a step in the history; null removes a parameter. */
  remember(changes: Record<string, string | null>): void {
    if (location.hash !== this.#known) return // what is on its way must not be written over
    const parameters = { ...this.current.parameters }
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) delete parameters[name]
      else parameters[name] = value
    }
    const hash = hashOf(this.current.view, this.current.id, parameters)
    if (hash === location.hash) return
    history.replaceState(history.state, '', hash)
    this.#known = location.hash
    this.current = { ...this.current, parameters }
  }
}

export const routing = new Routing()

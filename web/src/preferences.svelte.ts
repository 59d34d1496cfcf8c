/** Language and theme: as chosen before in this browser, else as the browser and the system prefer. */

import { indonesian } from './texts/id'
import { english, type Texts } from './texts/en'

export const LANGUAGES = ['en', 'id'] as const
export type Language = (typeof LANGUAGES)[number]
export type Theme = 'light' | 'dark'

const STORED_LANGUAGE = 'luncur-language'
const STORED_THEME = 'luncur-theme'

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null // a browser that keeps nothing
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // a browser that keeps nothing: the choice holds until the page is closed
  }
}

function firstLanguage(): Language {
  const wanted = stored(STORED_LANGUAGE) ?? navigator.language.slice(0, 2)
  return LANGUAGES.find((language) => language === wanted) ?? 'en'
}

class Preferences {
  language = $state<Language>(firstLanguage())
  #chosenTheme = $state<Theme | null>(null)
  #systemDark = $state(false)

  constructor() {
    const chosen = stored(STORED_THEME)
    if (chosen === 'light' || chosen === 'dark') this.#chosenTheme = chosen
    const query = matchMedia('(prefers-color-scheme: dark)')
    this.#systemDark = query.matches
    query.addEventListener('change', (event) => {
      this.#systemDark = event.matches
    })
  }

  get theme(): Theme {
    return this.#chosenTheme ?? (this.#systemDark ? 'dark' : 'light')
  }

  get texts(): Texts {
    return this.language === 'id' ? indonesian : english
  }

  /** Does the system ask for less motion? */
  get still(): boolean {
    return matchMedia('(prefers-reduced-motion: reduce)').matches
  }

  chooseLanguage(language: Language): void {
    this.language = language
    store(STORED_LANGUAGE, language)
  }

  switchTheme(): void {
    this.#chosenTheme = this.theme === 'dark' ? 'light' : 'dark'
    store(STORED_THEME, this.#chosenTheme)
  }
}

export const preferences = new Preferences()

/** What is left until a limit, in words. */

import type { Margin } from '../../api/watch'
import { plain } from '../../numbers'
import type { Language } from '../../preferences.svelte'
import type { Texts } from '../../texts/en'

export function marginText(margin: Margin, t: Texts['watch'], language: Language): string {
  if (margin.margin === null) return t.whyNot[margin.why ?? ''] ?? margin.why ?? '–'
  const size = Math.abs(margin.margin)
  const [value, unit] = margin.unit === 'm' && size >= 1000 ? [size / 1000, 'km'] : [size, t.units[margin.unit] ?? margin.unit]
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  const said = `${plain(value, digits, language)}\u00a0${unit}`
  return margin.margin < 0 ? `${said} ${t.beyond}` : said
}

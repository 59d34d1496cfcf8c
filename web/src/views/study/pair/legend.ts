/** The one legend of two studies: what is drawn on either, and the steps of the density. */

import type { LegendEntry } from '../../../globe/legend'
import { small } from '../../../numbers'
import { AREA_STYLES, DENSITY_STEPS, GLOBE_COLOURS, OTHER_AREA } from '../../../palette'
import type { preferences as Preferences } from '../../../preferences.svelte'
import { LIMITS } from './density'
import type { ImpactsAs } from './shown'

export function legendOf(kinds: string[], impacts: ImpactsAs, harmful: number, preferences: typeof Preferences): LegendEntry[] {
  const { theme, language } = preferences
  const { study: t, globe: g } = preferences.texts
  const colours = GLOBE_COLOURS[theme]
  const dot = (text: string, colour: string): LegendEntry => ({ text, colour, dashes: [0.01, 2], width: 5 })
  const density = Array.from({ length: DENSITY_STEPS }, (_, step): LegendEntry => {
    const [low, high] = [LIMITS[step - 1], LIMITS[step]].map((limit) => (limit === undefined ? null : small(100 * limit, language, 1)))
    const text = low == null ? t.pair.below(high ?? '') : high == null ? t.pair.from(low) : t.pair.between(low, high)
    return { text, colour: AREA_STYLES[`density ${step}`]?.[theme] ?? colours.impact, dashes: null, width: 10 }
  })
  return [
    { text: t.legend.flight, colour: colours.flight, dashes: null, width: 3 },
    dot(t.legend.vehicle, colours.here),
    dot(t.legend.impactPoint, colours.hit),
    ...(impacts === 'density' ? density : []),
    ...(impacts === 'points' ? [dot(t.legend.impacts, colours.impact), dot(t.legend.harmful(small(harmful, language, 1)), colours.harm)] : []),
    ...kinds.map((kind): LegendEntry => {
      const style = AREA_STYLES[kind] ?? OTHER_AREA
      return { text: g.areaKinds[kind] ?? kind, colour: style[theme], dashes: style.dashes, width: style.width }
    }),
  ]
}

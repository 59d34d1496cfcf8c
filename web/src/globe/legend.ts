/** Lines of a legend: those of the kinds of area that are shown, and of colours in steps. */

import type { FeatureCollection } from 'geojson'
import { AREA_STYLES, OTHER_AREA } from '../palette'
import type { Theme } from '../preferences.svelte'

export interface LegendEntry {
  text: string
  colour: string
  dashes: number[] | null
  width: number
}

/** Is this an entry for points, drawn as a row of them? */
export function isDots(entry: LegendEntry): boolean {
  return entry.dashes?.[0] === 0.01
}

/** A line of the legend for every kind of area and line on the ground, once each; densities have a legend of their own. */
export function entriesOf(areas: FeatureCollection, names: Record<string, string>, theme: Theme): LegendEntry[] {
  const kinds = [...new Set(areas.features.map((feature) => String(feature.properties?.kind ?? '')))]
  return kinds.flatMap((kind) => {
    const style = AREA_STYLES[kind] ?? OTHER_AREA
    if (style.width === 0) return []
    return [{ text: names[kind] ?? kind, colour: style[theme], width: style.width, dashes: style.dashes }]
  })
}

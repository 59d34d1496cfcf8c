/** The legend of one study's globe, besides its kinds of area. */

import type { LegendEntry } from '../../globe/legend'
import { small } from '../../numbers'
import { GLOBE_COLOURS } from '../../palette'
import type { Language, Theme } from '../../preferences.svelte'
import type { Texts } from '../../texts/en'

export const HARMFUL = 1e-3 // expected casualties of one impact from which it stands out

/** `points`: what the cloud is, the impacts of the study or those of one failure; null where none is drawn. */
export function legendOf(points: 'study' | 'failure' | null, falls: boolean, t: Texts['study'], theme: Theme, language: Language): LegendEntry[] {
  const colours = GLOBE_COLOURS[theme]
  const line = (text: string, colour: string): LegendEntry => ({ text, colour, dashes: null, width: 3 })
  const dot = (text: string, colour: string): LegendEntry => ({ text, colour, dashes: [0.01, 2], width: 5 })
  const cloud = [
    dot(points === 'failure' ? t.legend.landed : t.legend.impacts, colours.impact),
    dot(t.legend.harmful(small(HARMFUL, language, 1)), colours.harm),
  ]
  return [
    line(t.legend.flight, colours.flight),
    dot(t.legend.vehicle, colours.here),
    dot(t.legend.impactPoint, colours.hit),
    ...(falls ? [line(t.legend.falls, colours.fall)] : []),
    ...(points === null ? [] : cloud),
  ]
}

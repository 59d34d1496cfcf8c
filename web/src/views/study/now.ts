/** The vehicle at the chosen second on the globe: where it is, and where it would land. */

import { LIFT, type Dots, type Path, type Position } from '../../globe/descriptions'
import { GLOBE_COLOURS, rgb } from '../../palette'
import type { Theme } from '../../preferences.svelte'
import type { Moment } from './moment'

export function vehicleAt(moment: Moment, theme: Theme): { paths: Path[]; dots: Dots[] } {
  const colours = GLOBE_COLOURS[theme]
  const outline = rgb(colours.flight)
  const here: Position = [moment.longitude, moment.latitude, Math.max(0, moment.altitude)]
  const below: Position = [moment.longitude, moment.latitude, 0]
  const dots: Dots[] = [{ id: 'vehicle', points: [here], colour: rgb(colours.here), radius: 7, outline }]
  if (moment.impact !== null) {
    const hit: Position = [moment.impact.longitude, moment.impact.latitude, LIFT]
    dots.push({ id: 'impact point', points: [hit], colour: rgb(colours.hit), radius: 6, outline })
  }
  const height: Path = { id: 'height', lines: [[here, below]], colour: outline, width: 1.5, opacity: 0.7 }
  return { paths: [height], dots }
}

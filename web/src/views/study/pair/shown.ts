/** What is chosen once for both studies, and whether they can share a camera. */

import { arc } from '../scene'
import type { Study } from '../load'

export const IMPACTS = ['density', 'points', 'none'] as const
export type ImpactsAs = (typeof IMPACTS)[number]

export interface Shown {
  impacts: ImpactsAs
  /** Kinds of area and line that are left out. */
  hidden: Set<string>
  /** Expected casualties of one impact from which its point stands out. */
  harmfulFrom: number
  flat: boolean
  people: boolean
  towns: boolean
}

const EARTH_KM = 6371 // mean radius
/** Farther apart than this, pads do not fit into one view in which areas can be told apart [km]. */
export const FAR_KM = 500

/** Between the pads of two studies on a sphere [km]; null where one has none. */
export function padsApart(a: Study, b: Study): number | null {
  const [first, second] = [a.summary.events[0], b.summary.events[0]]
  if (first === undefined || second === undefined) return null
  const angle = arc([first.longitude_deg, first.latitude_deg], [second.longitude_deg, second.latitude_deg])
  return (angle * Math.PI * EARTH_KM) / 180
}

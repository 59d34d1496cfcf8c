/** What the server knows of a place: whose waters or land it is, and how many people live there. */

import { getJson } from './client'
import type { Place } from '../globe/descriptions'

/** The zone of a place in sentences of one language, as `luncur zone` says it. */
export interface ZoneTold {
  answer: string
  depends_on: { feature: string; assignments: string[] }[]
  /** Every zone and state, where that is not decided. */
  possible: string[]
  nearest: string[]
  nearer: string | null
  edge: string
  basis: string
}

/** People per square kilometre by each built-in model. */
export type PeopleAt = Record<'settlements' | 'countries', number>

export const zoneAt = (place: Place, lang: string): Promise<{ told: ZoneTold }> =>
  getJson(['zones'], { lat: place.latitude, lon: place.longitude, lang })
export const peopleAt = (place: Place): Promise<PeopleAt> =>
  getJson(['people', 'at'], { lat: place.latitude, lon: place.longitude })

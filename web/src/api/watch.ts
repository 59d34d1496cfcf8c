/** Telemetry held against termination rules: the records of `luncur watch`, as they come. */

import type { FeatureCollection } from 'geojson'
import type { Position } from '../globe/descriptions'
import { follow, getJson, postJson, remove } from './client'

export interface Offers {
  missions: { name: string; title: string }[]
  files: string[]
  recordings: string[]
  sessions: { id: string; mission: string; ended: boolean; telemetry: string | null }[]
  notice: string
}

export interface Start {
  record: 'start'
  notice: string
  advisory: boolean
  mission: string
  telemetry: string
  hypothetical: string[]
  period_s: number
  sources: string[]
  rules: { rule: string; kind: string; action: string; hypothetical: boolean }[]
}

export interface Margin {
  rule: string
  /** Left until the limit, below zero beyond it. */
  margin: number | null
  unit: string
  why?: string
}

export interface Spot {
  latitude_deg: number
  longitude_deg: number
}

export interface Cycle {
  record: 'cycle'
  time_s: number
  decision: string
  rule: string | null
  action: string | null
  reason: string
  stale: boolean
  advisory: boolean
  agreed: number
  sources: { source: string; standing: string; age_s: number | null }[]
  state: (Spot & { altitude_m: number; speed_m_s: number }) | null
  impact: Spot | null
  impact_reason: string | null
  margins: Margin[]
  counts: Record<string, number>
}

export type WatchRecord =
  | Start
  | Cycle
  | { record: 'waiting'; reason: string; stale: boolean; counts: Record<string, number> }
  | { record: 'alive'; begun: boolean }
  | { record: 'end'; cycles: number; decision: string | null; counts: Record<string, number> }
  | { record: 'error'; error: string }
  | { record: 'closed' }

export interface Wanted {
  mission: string
  replay?: string
  udp?: string
  speed?: number
}

export const offers = (lang: string): Promise<Offers> => getJson(['watch'], { lang })
export const beginWatch = (wanted: Wanted): Promise<{ id: string }> =>
  postJson(['watch'], wanted)
/** The areas of a session's limits, and what it has shown so far: trails oldest first, changes of decision newest first. */
export interface SoFar {
  lines: FeatureCollection
  past: {
    flown: Position[]
    impacts: Position[]
    changes: Cycle[]
    last: Cycle | null
    /** Since the last cycle [s]. */
    silence_s: number | null
  }
}

export const watchSoFar = (id: string): Promise<SoFar> => getJson(['watch', id])
export const endWatch = (id: string): Promise<void> => remove(['watch', id])
export const followWatch = (id: string, onrecord: (record: WatchRecord) => void, onbroken: () => void): (() => void) =>
  follow<WatchRecord>(['watch', id, 'events'], onrecord, onbroken)

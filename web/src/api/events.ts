/** Reported events and claims in news texts, as their folders hold them. */

import { getJson } from './client'
import type { Language } from '../preferences.svelte'

/** The same in both languages. */
export type Both = Record<Language, string>
export type Level = 'contradicts' | 'undecided' | 'agrees' | 'note'

export interface Fact {
  table: string
  id: string
  name: Both
  stated: Both
  by: Both
  source: string
  date: string | null
  confidence: string
  note: Both | null
}

export interface ReportedPosition {
  report: string
  label: Both
  how_text: Both
  latitude_deg: number
  longitude_deg: number
  place: Both
  /** Of the uncertainty [m]. */
  radius_m: number
  outline: [number, number][]
  waters: { decided: boolean; text: Record<Language, string[]> }
  coasts: Record<Language, string[]>
  areas: unknown[]
}

export interface AnnouncedArea {
  id: string
  name: Both
  /** Its corners [deg], or null where they are not on record. */
  vertices: [number, number][] | null
  windows: { start: string; end: string }[]
  source: string
  confidence: string
}

export interface Finding {
  code: string
  level: Level
  /** Ids of the facts that were held against each other. */
  facts: string[]
  text: Both
}

export interface ReportedEvent {
  event: string
  title: Both
  about: Both
  kind: string
  site: { name: Both; latitude_deg: number; longitude_deg: number } | null
  facts: Fact[]
  positions: ReportedPosition[]
  areas: AnnouncedArea[]
  findings: Finding[]
  counts: Record<Level, number>
  taken: Record<Language, string[]>
}

export interface Claim {
  id: string
  text: string
  kind: string
  words: string
  actors: { name: string; role: string }[]
  places: string[]
  when: { text: string; from: string; to: string }
  speaker: string
  /** Through whom the words reached the text. */
  carriers: string[]
  modality: string
  confidence: number
  origins: number
  carried_by: number
}

export interface Claims {
  texts: { text: string; outlet: string; dateline: string; language: string; claims: number }[]
  claims: Claim[]
  not_understood: unknown[]
}

/** What the page of claims says, in one language. */
export interface ClaimsTold {
  headline: string
  scope: string
  trust: string
  note: string
  checks: { verdict: string; title: string; text: string; claims: string[] }[]
  contradictions: { text: string; first: string; second: string }[]
  kinds: Record<string, string>
  modalities: Record<string, string>
  confidence: Record<string, string>
  when: Record<string, string>
  by: Record<string, string>
}

export const eventOf = (id: string): Promise<ReportedEvent> => getJson(['folders', id, 'summary'])
export const claimsOf = (id: string): Promise<Claims> => getJson(['folders', id, 'summary'])
export const claimsTold = (id: string, lang: string): Promise<ClaimsTold> => getJson(['folders', id, 'told'], { lang })

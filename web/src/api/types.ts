/** What the server says: the records of /api that every view uses. Times in s, lengths in m, angles in deg. */

import type { FeatureCollection } from 'geojson'

export type FolderKind = 'study' | 'flight' | 'trial' | 'event' | 'claims' | 'orbit' | 'notices'

export interface About {
  version: string
  dir: string
  languages: string[]
  read_only: boolean
  limits: Record<string, number>
}

export interface Folder {
  id: string
  kind: FolderKind
  name: string
  title: string
  made: string | null
  /** By which studies of one mission are told apart; null where the record has none. */
  launches: number | null
  seed: number | null
  has: string[]
  /** Why its file cannot be read, or null. */
  error: string | null
}

/** A mean number with its 95 % sampling interval, and one with the uncertainty of the inputs where there is one. */
export interface Interval {
  mean: number
  sampling_low_95: number | null
  sampling_high_95: number | null
  input_low_95?: number | null
  input_high_95?: number | null
  launches?: number
  people_model?: string
}

export interface FlightEvent {
  name: string
  time_s: number
  latitude_deg: number
  longitude_deg: number
  altitude_m: number
  mass_kg: number
}

export interface Drop {
  body: string
  count: number
  mass_kg: number
  latitude_deg: number | null
  longitude_deg: number | null
  range_m: number | null
  time_s: number | null
}

export type Verdict = 'below' | 'above' | 'undecided'

export interface Criterion {
  rule_set: string
  name: string
  limit: number
  value: Interval | null
  verdict: Verdict
  reason: string
  source: string
  confirmed: boolean
}

export type Split = 'by_phase' | 'by_failure_mode' | 'by_hazard' | 'by_fragment_class' | 'by_place'
export type SplitRow = Interval & Record<string, unknown>

export interface Risk extends Partial<Record<Split, SplitRow[]>> {
  casualty_expectation_failures: Interval | null
  casualty_expectation_planned: Interval | null
  casualty_expectation_total: Interval | null
  bracket: Record<string, Interval[] | null>
  per_failure: boolean
  /** How likely each mode is in each phase, per launch; null where the probability of failure is unknown. */
  failure_table?: { failure_mode: string; probability: number | null }[]
}

export interface Summary {
  schema: string
  mission: string
  title: string
  site: string
  launch_time: string
  seed: number
  launches: number
  failed_launches: number
  assumed: string[]
  not_computed: string[]
  events: FlightEvent[]
  drops: Drop[]
  orbit: Record<string, number> | null
  risk: Risk | null
  criteria: Criterion[]
}

/** The nominal flight by time; every list is as long as `time`. A null impact point: in orbit, or none. */
export interface Trajectory {
  time: number[]
  latitude: number[]
  longitude: number[]
  altitude: number[]
  speed_relative: number[]
  speed_inertial: number[]
  flight_path_angle: number[]
  dynamic_pressure: number[]
  mass: number[]
  mach: number[]
  impact_latitude: (number | null)[]
  impact_longitude: (number | null)[]
  events: FlightEvent[]
  launch_time: string
}

/** What the report says of a folder, in one language. */
export interface Told {
  title: string
  banners: string[]
  scope: string
  headline: string[]
  details: [string, string[]][]
  assumed: [string, string[]][]
  not_computed: string[]
  /** Names as the summary holds them to names in the language. */
  names: Record<string, string>
  criteria: { name: string; source: string; reason: string }[]
}

/** A way to fail, with the stretches of flight in which it can happen; one that is an event's has instants. */
export interface FailureMode {
  name: string
  title: string
  start_s: number
  end_s: number
  windows: { start_s: number; end_s: number; phase: string }[]
}

export interface PeopleModel {
  name: string
  title: string
  /** How wrong the model is known to be, in words. */
  error: string
}

export interface Failing {
  modes: FailureMode[]
  first_s: number
  last_s: number
  people_models: PeopleModel[]
  /** The areas that the mission's termination rules speak of: limit lines. */
  lines: FeatureCollection
}

export interface FailRequest {
  time_s: number
  mode: string
  fragments: number
  seed: number
  model?: string
  lang: string
}

/** Casualties given the failure, under one people model, with the 95 % interval of so many launches. */
export interface Expectation {
  people_model: string
  mean: number
  low_95: number | null
  high_95: number | null
  launches: number
  launches_that_hurt: number
  largest: number
}

export interface AtRisk {
  name: string
  casualty_expectation: Record<string, number>
  /** Of the whole expectation under the first people model. */
  share: number
  low_95?: number | null
  high_95?: number | null
  /** Of a town; missing for a country or sea in a band of distance. */
  latitude_deg?: number
  longitude_deg?: number
}

/** One failure at one second, computed when asked. Columns in base64 are little-endian Float32. */
export interface FailAnswer {
  time_s: number
  mode: string
  phase: string
  seed: number
  launches: number
  pieces: number
  failed_launches: number
  state: { latitude: number; longitude: number; altitude_m: number; speed_m_s: number; mass_kg: number }
  impacts: {
    count: number
    people_model: string
    longitude: string
    latitude: string
    mass: string
    casualties: string
    /** Of each impact, seconds since lift-off. */
    time: string
  }
  /** Of some pieces the way down: rows of seconds since lift-off, longitude, latitude, altitude. */
  paths: [number, number, number, number][][]
  casualty_expectation: Expectation[]
  by_place: AtRisk[]
  by_class: (AtRisk & { pieces: number; mass_kg: number })[]
  share_in_orbit: number
  share_at_sea: number
  assumed: string[]
  timing: { wall_s: number; processor_s: number }
}

/** Two studies side by side, as `luncur compare` prints them in the language. */
export interface Comparison {
  sections: { title: string; heads: string[]; rows: string[][] }[]
}

/** Impacts as arrays of one length; `seen`: of how many these are a uniform sample. */
export interface Impacts {
  count: number
  seen: number
  modes: string[]
  longitude: Float32Array
  latitude: Float32Array
  casualties: Float32Array
  failureTime: Float32Array
  mode: Uint8Array
}

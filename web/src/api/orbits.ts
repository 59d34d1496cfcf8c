/** An orbit's summary as its folder holds it; null where something was not computed. */

import { getJson } from './client'

export interface Access {
  satellite: string
  start_s: number
  end_s: number
  sun_elevation_deg: number | null
  local_time_h: number | null
  off_nadir_deg: number | null
}

/** How often and how long a sensor sees a place. */
export interface Seen {
  sensor: string
  accesses: number
  visits?: number
  cumulative_s: number
  longest_s?: number | null
  first_s: number | null
  gap_max_s: number | null
  gap_mean_s: number | null
  gap_median_s: number | null
  gap_p95_s: number | null
  mean_per_day: number
  rows: Access[]
}

export interface SeenRegion {
  sensor: string
  share_seen: number
  mean_gap_max_s: number | null
  mean_response_s?: number | null
  share_by_day: [number, number][]
}

export interface Sensor {
  name: string
  shape: string
  swath_m: number | null
  half_angle_deg: number | null
  off_nadir_limit_deg: number | null
  /** Half the width of what the sensor can be pointed at [m]. */
  reach_m: number | null
  ground_sample_distance_m: Record<string, number> | null
}

export interface LifeLevel {
  level: string
  f107: number
  ap: number
  life_s: number | null
  shortest_s?: number | null
  longest_s?: number | null
}

export interface Life {
  levels: LifeLevel[]
  percentiles: { p5: number | null; median: number | null; p95: number | null } | null
  samples: number
  beyond_longest_share: number
  longest_s: number
  model: string
  by_record?: { shortest_s: number | null; life_s: number | null; longest_s: number | null } | null
}

export interface Reentry {
  casualty_area_m2: number
  year?: number
  casualty_expectation?: number
  by_model: { model: string; casualty_expectation: number }[]
  verdict?: 'below' | 'above' | 'undecided'
  yardstick: { value: number; source: string; name?: string }
}

export interface CutShort {
  burn: number
  before_end_s: number
  perigee_altitude_m: number | null
  apogee_altitude_m: number | null
  falls_back?: boolean
  life_s: number | null
}

export interface Injection {
  flights: number
  in_orbit: number
  percentiles: Record<string, { p2_5: number; median: number; p97_5: number }>
}

export interface OrbitSummary {
  name: string
  title: string
  source: { kind: string; text: string }
  epoch: string
  satellites: number
  method: string
  duration_s: number
  step_s: number
  assumed: string[]
  not_computed: { what: string; why: string }[]
  elements: {
    frame: string
    semi_major_axis_m: number
    eccentricity: number
    inclination_deg: number
    raan_deg: number
    perigee_altitude_m: number
    apogee_altitude_m: number
  }
  orbit: {
    period_s: number
    nodal_period_s?: number | null
    revolutions_per_day: number
    node_rate_deg_per_day: number
    local_time_of_ascending_node_h: number | null
    local_time_drift_min_per_day: number | null
    sun_synchronous_inclination_deg: number | null
    mean_perigee_altitude_m?: number
    mean_apogee_altitude_m?: number
    inclination_of_date_deg?: number
    beta_deg: number | null
    eclipse: { count: number; longest_s: number; share: number; starts_s: number[]; ends_s: number[] } | null
    latitude_reach_deg: number
    ground_speed_m_s: number
  }
  injection: Injection | null
  cut_short: CutShort[]
  life: Life | null
  reentry: Reentry | null
  sensors: Sensor[]
  places: { name: string; latitude_deg: number; longitude_deg: number; by_sensor: Seen[] }[]
  regions: { name: string; points: number; by_sensor: SeenRegion[] }[]
  launch_windows: { site: string; rows: { time: string; pass: string; azimuth_deg: number }[]; why_none: string | null } | null
}

/** One packet of a CZML document, as far as a satellite's path needs it. */
export interface CzmlPacket {
  id: string
  name?: string
  position?: { epoch?: string; referenceFrame?: string; cartesian?: number[] }
}

export const orbitOf = (id: string): Promise<OrbitSummary> => getJson(['folders', id, 'summary'])
export const pathsOf = (id: string): Promise<CzmlPacket[]> => getJson(['folders', id, 'files', 'orbit.czml'])

/** The orbit's sentences in a language; `not_computed` in the order of the summary. */
export interface OrbitTold {
  title: string
  source: string
  /** Source of the yardstick for what comes down; empty where there is none. */
  yardstick: string
  assumed: string[]
  not_computed: string[]
}

export const orbitTold = (id: string, lang: string): Promise<OrbitTold> => getJson(['folders', id, 'told'], { lang })

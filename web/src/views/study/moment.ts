/** The nominal flight at one second: numbers between the rows of the trajectory. */

import type { FlightEvent, Trajectory } from '../../api/types'

export interface Moment {
  time: number
  longitude: number
  latitude: number
  altitude: number
  speedRelative: number
  speedInertial: number
  flightPathAngle: number
  dynamicPressure: number
  mass: number
  mach: number
  /** Where it would land if thrust ended now, in vacuum; null in orbit. */
  impact: { longitude: number; latitude: number } | null
  /** The last event that has happened. */
  event: FlightEvent | null
}

export function momentAt(trajectory: Trajectory, time: number): Moment {
  const { row, part } = rowAt(trajectory.time, time)
  const at = (values: number[]): number => mixed(values[row], values[row + 1], part)
  return {
    time,
    longitude: around(turned(trajectory.longitude[row], trajectory.longitude[row + 1], part)),
    latitude: at(trajectory.latitude),
    altitude: at(trajectory.altitude),
    speedRelative: at(trajectory.speed_relative),
    speedInertial: at(trajectory.speed_inertial),
    flightPathAngle: at(trajectory.flight_path_angle),
    dynamicPressure: at(trajectory.dynamic_pressure),
    // Mass drops at once where something is let go: what is between two rows has the mass of the one before.
    mass: trajectory.mass[row] ?? NaN,
    mach: at(trajectory.mach),
    impact: impactAt(trajectory, row, part),
    event: trajectory.events.findLast((event) => event.time_s <= time + 1e-6) ?? null,
  }
}

function impactAt(trajectory: Trajectory, row: number, part: number): Moment['impact'] {
  const [latitude, longitude] = [trajectory.impact_latitude, trajectory.impact_longitude]
  const [south, north] = [latitude[row] ?? null, latitude[row + 1] ?? latitude[row] ?? null]
  const [west, east] = [longitude[row] ?? null, longitude[row + 1] ?? longitude[row] ?? null]
  if (south === null || north === null || west === null || east === null) return null
  return { latitude: mixed(south, north, part), longitude: around(turned(west, east, part)) }
}

/** The row at or before a time, and how far on the way to the next one [0 to 1]; ends are held. */
export function rowAt(times: ArrayLike<number>, time: number): { row: number; part: number } {
  let low = 0
  let high = times.length - 1
  if (high < 1 || time <= (times[0] ?? 0)) return { row: 0, part: 0 }
  if (time >= (times[high] ?? 0)) return { row: high, part: 0 }
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= time) low = middle
    else high = middle
  }
  const [before, after] = [times[low] ?? 0, times[high] ?? 0]
  return { row: low, part: after > before ? (time - before) / (after - before) : 0 }
}

export function mixed(a: number | undefined, b: number | undefined, part: number): number {
  if (a === undefined) return NaN
  return part === 0 || b === undefined ? a : a + part * (b - a)
}

/** Between two longitudes the shorter way around. */
export function turned(a: number | undefined, b: number | undefined, part: number): number {
  if (a === undefined) return NaN
  if (b === undefined) return a
  const apart = ((((b - a + 180) % 360) + 360) % 360) - 180
  return a + part * apart
}

function around(longitude: number): number {
  return ((((longitude + 180) % 360) + 360) % 360) - 180
}

/**
 * Where a satellite is at any second, from the positions in orbit.czml: Cartesian, in axes that do not turn with the
 * Earth. Precession and the Earth's rotation are enough here: without nutation and UT1 − UTC a place is off by 1 km at
 * most, which no picture shows.
 */

import type { CzmlPacket } from '../../api/orbits'

const DEGREES = 180 / Math.PI
const RADIANS = Math.PI / 180
const ARCSECONDS = RADIANS / 3600
const J2000 = Date.UTC(2000, 0, 1, 12)
const DAY = 86_400
const POINTS = 10 // of the interpolating polynomial: at ten minutes between samples good to some 30 m
const EQUATOR = 6_378_137 // WGS 84 [m]
const FLATTENING = 1 / 298.257223563

export interface SatellitePath {
  name: string
  /** Of the first second, milliseconds since 1970. */
  epoch: number
  seconds: Float64Array
  /** Rows of x, y, z [m]. */
  position: Float64Array
  turns: boolean
}

export interface Above {
  longitude: number
  latitude: number
  altitude: number
}

/** The paths in a CZML document; a packet without sampled positions is left aside. */
export function pathsIn(document: CzmlPacket[]): SatellitePath[] {
  return document.flatMap((packet) => {
    const { epoch, cartesian, referenceFrame } = packet.position ?? {}
    if (!packet.id.startsWith('satellite ') || epoch === undefined || cartesian === undefined || cartesian.length < 8) return []
    const count = Math.floor(cartesian.length / 4)
    const seconds = new Float64Array(count)
    const position = new Float64Array(3 * count)
    for (let i = 0; i < count; i++) {
      seconds[i] = cartesian[4 * i] ?? NaN
      for (let axis = 0; axis < 3; axis++) position[3 * i + axis] = cartesian[4 * i + 1 + axis] ?? NaN
    }
    const name = packet.name ?? packet.id
    return [{ name, epoch: Date.parse(epoch), seconds, position, turns: referenceFrame !== 'INERTIAL' }]
  })
}

export const lastSecond = (path: SatellitePath): number => path.seconds.at(-1) ?? 0

/** Below which point of the Earth the satellite is, and how high. */
export function aboveAt(path: SatellitePath, second: number): Above {
  const at = interpolated(path, second)
  return geodetic(path.turns ? at : earthFixed(at, path.epoch + 1000 * second))
}

type Vector = [number, number, number]

function interpolated({ seconds, position }: SatellitePath, second: number): Vector {
  const count = Math.min(POINTS, seconds.length)
  let low = 0
  let high = seconds.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((seconds[middle] ?? 0) <= second) low = middle
    else high = middle
  }
  const first = Math.max(0, Math.min(low - count / 2 + 1, seconds.length - count)) | 0
  const sum: Vector = [0, 0, 0]
  for (let i = first; i < first + count; i++) {
    let weight = 1
    for (let j = first; j < first + count; j++) {
      if (j !== i) weight *= (second - (seconds[j] ?? 0)) / ((seconds[i] ?? 0) - (seconds[j] ?? 0))
    }
    for (let axis = 0; axis < 3; axis++) sum[axis] = (sum[axis] ?? 0) + weight * (position[3 * i + axis] ?? 0)
  }
  return sum
}

/** Mean equator of J2000 to the Earth: precession by the angles of the IAU of 1976, rotation by the mean sidereal time of 1982. */
function earthFixed(at: Vector, moment: number): Vector {
  const days = (moment - J2000) / 1000 / DAY
  const t = days / 36_525
  const zeta = (2306.2181 * t + 0.30188 * t * t + 0.017998 * t ** 3) * ARCSECONDS
  const z = (2306.2181 * t + 1.09468 * t * t + 0.018203 * t ** 3) * ARCSECONDS
  const theta = (2004.3109 * t - 0.42665 * t * t - 0.041833 * t ** 3) * ARCSECONDS
  const sidereal = 280.46061837 + 360.98564736629 * days + 0.000387933 * t * t
  const precessed = aboutPole(aboutSecond(aboutPole(at, -zeta), theta), -z)
  return aboutPole(precessed, sidereal * RADIANS)
}

/** Axes turned about the third axis by an angle. */
function aboutPole([x, y, z]: Vector, angle: number): Vector {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return [c * x + s * y, c * y - s * x, z]
}

/** Axes turned about the second axis. */
function aboutSecond([x, y, z]: Vector, angle: number): Vector {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return [c * x - s * z, y, s * x + c * z]
}

function geodetic([x, y, z]: Vector): Above {
  const squared = FLATTENING * (2 - FLATTENING)
  const fromAxis = Math.hypot(x, y)
  let latitude = Math.atan2(z, fromAxis * (1 - squared))
  let altitude = 0
  for (let i = 0; i < 4; i++) {
    const sine = Math.sin(latitude)
    const radius = EQUATOR / Math.sqrt(1 - squared * sine * sine)
    altitude = fromAxis * Math.cos(latitude) + (z + squared * radius * sine) * sine - radius
    latitude = Math.atan2(z + squared * radius * sine, fromAxis)
  }
  return { longitude: Math.atan2(y, x) * DEGREES, latitude: latitude * DEGREES, altitude }
}

/** A circle on the Earth around a point, of a radius [m], as a closed ring of longitude and latitude. */
export function circle(middle: Above, radius: number, count = 72): [number, number][] {
  const arc = radius / 6_371_000
  const latitude = middle.latitude * RADIANS
  return Array.from({ length: count + 1 }, (_, i) => {
    const azimuth = (2 * Math.PI * i) / count
    const sine = Math.sin(latitude) * Math.cos(arc) + Math.cos(latitude) * Math.sin(arc) * Math.cos(azimuth)
    const east = Math.atan2(Math.sin(azimuth) * Math.sin(arc) * Math.cos(latitude), Math.cos(arc) - Math.sin(latitude) * sine)
    return [middle.longitude + east * DEGREES, Math.asin(sine) * DEGREES]
  })
}

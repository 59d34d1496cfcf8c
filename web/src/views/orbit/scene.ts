/** What the globe shows of an orbit: tracks and places that stay, and the satellite with what it sees at a second. */

import type { FeatureCollection } from 'geojson'
import type { OrbitSummary, Sensor } from '../../api/orbits'
import type { Dots, Label, Path, Position } from '../../globe/descriptions'
import { GLOBE_COLOURS, OKABE_ITO, rgb } from '../../palette'
import type { Theme } from '../../preferences.svelte'
import { unbroken } from '../study/scene'
import { aboveAt, circle, lastSecond, type SatellitePath } from './path'

const ON_THE_GROUND = ['ground track', 'region']
const STEPS = 180 // of the path over one revolution
const MOST_SATELLITES = 2000

/** Tracks and regions; points and the footprint of the first second are drawn in other ways. */
export function groundOf(areas: FeatureCollection, shown: number): FeatureCollection {
  const features = areas.features.filter((f) => {
    const kind = String(f.properties?.kind ?? '')
    if (!ON_THE_GROUND.includes(kind)) return false
    return kind !== 'ground track' || Number(f.properties?.revolution ?? 1) <= shown
  })
  return { type: 'FeatureCollection', features }
}

export function revolutionsIn(areas: FeatureCollection): number {
  return Math.max(0, ...areas.features.map((f) => Number(f.properties?.revolution ?? 0)))
}

export function labelsOf(summary: OrbitSummary): Label[] {
  return summary.places.map((place) => ({
    longitude: place.longitude_deg, latitude: place.latitude_deg, text: place.name, rank: 5e9, mark: true,
  }))
}

/** Points of regions, the more often seen the larger. */
export function regionDots(areas: FeatureCollection, theme: Theme): Dots | null {
  const points: Position[] = []
  const counts: number[] = []
  for (const feature of areas.features) {
    if (feature.properties?.kind !== 'region point' || feature.geometry.type !== 'Point') continue
    const [longitude = 0, latitude = 0] = feature.geometry.coordinates
    points.push([longitude, latitude, 0])
    counts.push(Number(feature.properties.accesses ?? 0))
  }
  if (points.length === 0) return null
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const radius = counts.map((count) => (count === 0 ? 0.8 : 1.5 + (2.5 * (count - least)) / Math.max(1, most - least)))
  return { id: 'region points', points, colour: rgb(theme === 'dark' ? '#2fc79b' : '#00704f'), radius }
}

/** The path in space over the revolution around a second, cut out of the whole. */
export function pathAround(path: SatellitePath, second: number, period: number, theme: Theme): Path {
  const half = period / 2
  const first = Math.max(0, Math.min(second - half, lastSecond(path) - period))
  const span = Math.min(period, lastSecond(path) - first)
  const points = Array.from({ length: STEPS + 1 }, (_, i): Position => {
    const at = aboveAt(path, first + (span * i) / STEPS)
    return [at.longitude, at.latitude, at.altitude]
  })
  return { id: 'revolution', lines: [unbroken(points)], colour: rgb(GLOBE_COLOURS[theme].flight), width: 2 }
}

export interface Moving {
  paths: Path[]
  dots: Dots[]
}

/** Where the satellites are, the point below the chosen one, and what its sensor sees and could see. */
export function satellitesAt(
  paths: SatellitePath[], chosen: number, second: number, sensor: Sensor | null, theme: Theme,
): Moving {
  const path = paths[chosen]
  if (path === undefined) return { paths: [], dots: [] }
  const colours = GLOBE_COLOURS[theme]
  const at = aboveAt(path, second)
  const [reach, sight] = reachOf(sensor)
  const ring = (radius: number): Position[] => circle(at, radius).map(([longitude, latitude]) => [longitude, latitude, 0])
  const lines: Path[] = []
  if (reach !== null) lines.push({ id: 'reach', lines: [ring(reach)], colour: rgb(colours.fall), width: 2 })
  if (sight !== null) lines.push({ id: 'sight', lines: [ring(sight)], colour: rgb(OKABE_ITO.purple), width: 3 })
  lines.push({
    id: 'height', lines: [[[at.longitude, at.latitude, 0], [at.longitude, at.latitude, at.altitude]]], colour: rgb(colours.flight), width: 1.5,
  })
  const outline = rgb(colours.flight)
  const others = paths.slice(0, MOST_SATELLITES).flatMap((other, i): Position[] => {
    if (i === chosen) return []
    const there = aboveAt(other, second)
    return [[there.longitude, there.latitude, there.altitude]]
  })
  const dots: Dots[] = [
    { id: 'below', points: [[at.longitude, at.latitude, 0]], colour: rgb(colours.hit), radius: 5, outline },
    { id: 'satellite', points: [[at.longitude, at.latitude, at.altitude]], colour: rgb(colours.here), radius: 8, outline },
  ]
  if (others.length > 0) dots.unshift({ id: 'satellites', points: others, colour: rgb(colours.here), radius: 4, outline })
  return { paths: lines, dots }
}

/** How far aside a sensor can be turned to see, and how far it sees straight down [m]. */
function reachOf(sensor: Sensor | null): [number | null, number | null] {
  if (sensor === null) return [null, null]
  const sight = sensor.swath_m === null ? null : sensor.swath_m / 2
  return [sensor.reach_m !== sight ? sensor.reach_m : null, sight]
}

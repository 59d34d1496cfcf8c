/** What of a study is on the globe whatever the second: the flight, its tracks, areas, and drops. */

import type { Feature, FeatureCollection, Position as GeoPosition } from 'geojson'
import { boxOf, type Box, type Label, type Path, type Position } from '../../globe/descriptions'
import { GLOBE_COLOURS, rgb } from '../../palette'
import type { Theme } from '../../preferences.svelte'
import type { Failure } from './falling'
import type { Study } from './load'

const FARTHEST = 30 // from the pad, what the first view holds [deg of arc]
const LONGEST = 1500 // points of the flight that are drawn

/** The flight as a line in space. */
export function flightPath(study: Study, theme: Theme): Path {
  const { longitude, latitude, altitude } = study.trajectory
  const step = Math.max(1, Math.floor(longitude.length / LONGEST))
  const points: Position[] = []
  for (let i = 0; i < longitude.length; i += step) {
    points.push([longitude[i] ?? 0, latitude[i] ?? 0, Math.max(0, altitude[i] ?? 0)])
  }
  return { id: 'flight', lines: [unbroken(points)], colour: rgb(GLOBE_COLOURS[theme].flight), width: 2.5 }
}

/** Longitudes without jumps at 180 deg, so that a line goes around the Earth the way the flight does. */
export function unbroken<T extends number[]>(points: T[]): T[] {
  let turn = 0
  let before: number | null = null
  return points.map((point) => {
    const longitude = point[0] ?? 0
    if (before !== null && longitude - before > 180) turn -= 360
    if (before !== null && longitude - before < -180) turn += 360
    before = longitude
    return [longitude + turn, ...point.slice(1)] as T
  })
}

/** The ground track as a line on the ground, like the areas of the folder. */
function groundTrack(study: Study): Feature {
  const { longitude, latitude } = study.trajectory
  const points: GeoPosition[] = longitude.map((l, i) => [l, latitude[i] ?? 0])
  return { type: 'Feature', properties: { kind: 'ground track' }, geometry: { type: 'LineString', coordinates: unbroken(points) } }
}

/** Areas and lines of the folder of the kinds that are wanted, with the ground track. */
export function groundOf(study: Study, lines: Feature[], hidden: Set<string>): FeatureCollection {
  const features = [groundTrack(study), ...study.areas.features, ...lines]
  return { type: 'FeatureCollection', features: features.filter((f) => !hidden.has(String(f.properties?.kind ?? ''))) }
}

/** Kinds of area and line that the folder holds. */
export function kindsOf(study: Study, lines: Feature[]): string[] {
  return [...new Set(['ground track', ...[...study.areas.features, ...lines].map((f) => String(f.properties?.kind ?? ''))])]
}

export function labelsOf(study: Study, name: (text: string) => string): Label[] {
  const pad = study.summary.events[0]
  const drops = study.summary.drops.flatMap((drop) => {
    if (drop.latitude_deg === null || drop.longitude_deg === null) return []
    return [{ latitude: drop.latitude_deg, longitude: drop.longitude_deg, text: name(drop.body), rank: 5e9, mark: true }]
  })
  if (pad === undefined) return drops
  const site = { latitude: pad.latitude_deg, longitude: pad.longitude_deg, text: study.summary.site, rank: 1e10, mark: true }
  return [site, ...drops]
}

/** The pad, the drops and the trace of impact points, as far from the pad as one side of the globe shows them well. */
export function boxOfStudy(study: Study): Box | null {
  const { impact_longitude, impact_latitude } = study.trajectory
  const pad = study.summary.events[0]
  if (pad === undefined) return null
  const trace = impact_longitude.map((l, i): [number, number] => [l ?? NaN, impact_latitude[i] ?? NaN])
  const drops = study.summary.drops.map((d): [number, number] => [d.longitude_deg ?? NaN, d.latitude_deg ?? NaN])
  const start: [number, number] = [pad.longitude_deg, pad.latitude_deg]
  return boxOf([start, ...[...trace, ...drops].filter((point) => arc(start, point) < FARTHEST)])
}

/** Angle at the middle of the Earth between two places [deg]. */
export function arc([longitudeA, latitudeA]: [number, number], [longitudeB, latitudeB]: [number, number]): number {
  const [a, b, apart] = [latitudeA, latitudeB, longitudeB - longitudeA].map((x) => (x * Math.PI) / 180) as [number, number, number]
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(apart)
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI
}

/** Where the pieces of a failure land, and whence they came. */
export function boxOfFailure(failure: Failure): Box | null {
  const { longitude, latitude } = failure.cloud
  const step = Math.max(1, Math.floor(longitude.length / 2000))
  const points: [number, number][] = [[failure.answer.state.longitude, failure.answer.state.latitude]]
  for (let i = 0; i < longitude.length; i += step) points.push([longitude[i] ?? NaN, latitude[i] ?? NaN])
  return boxOf(points)
}

/** How densely a study's impacts lie, as a share of all of them: comparable between studies that drew different numbers. */

import type { Feature } from 'geojson'
import type { Impacts } from '../../../api/types'
import type { Place } from '../../../globe/descriptions'
import { DENSITY_STEPS } from '../../../palette'

const RADIUS_KM = 6371.0072 // of the sphere with the Earth's area
const CELL = 0.5 // in latitude; in longitude as many as come nearest to square cells [deg]
const ROWS = 180 / CELL
/** Least share of a study's impacts in 1,000 km² for each step of colour but the first. */
export const LIMITS = Array.from({ length: DENSITY_STEPS - 1 }, (_, i) => 10 ** (i - 5))
/** Around a place that is asked about. */
export const NEAR_KM = 25

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const southOf = (row: number): number => row * CELL - 90

function columnsOf(row: number): number {
  const middle = radians(southOf(row) + CELL / 2)
  return Math.max(1, Math.round((360 / CELL) * Math.cos(middle)))
}

/** Area of a cell in a row [km²]. */
export function areaOf(row: number): number {
  const sines = Math.sin(radians(southOf(row + 1))) - Math.sin(radians(southOf(row)))
  return (2 * Math.PI * RADIUS_KM * RADIUS_KM * sines) / columnsOf(row)
}

/** The step of colour for a share in 1,000 km². */
export function stepOf(share: number): number {
  return LIMITS.filter((limit) => share >= limit).length
}

/** Cells with impacts as polygons of the kinds "density 0", "density 1", ...; neighbours of one step in a row are one polygon. */
export function densityOf(impacts: Impacts): Feature[] {
  const { longitude, latitude, count } = impacts
  const columns = Array.from({ length: ROWS }, (_, row) => columnsOf(row))
  const rows = new Map<number, Map<number, number>>()
  for (let i = 0; i < count; i++) {
    const row = Math.min(ROWS - 1, Math.max(0, Math.floor(((latitude[i] as number) + 90) / CELL)))
    const wide = columns[row] as number
    const east = (((((longitude[i] as number) + 180) % 360) + 360) % 360) / 360
    const column = Math.min(wide - 1, Math.floor(east * wide))
    let cells = rows.get(row)
    if (cells === undefined) rows.set(row, (cells = new Map()))
    cells.set(column, (cells.get(column) ?? 0) + 1)
  }
  const features: Feature[] = []
  for (const [row, cells] of rows) {
    const per1000 = 1000 / areaOf(row) / count
    let run: { from: number; to: number; step: number } | null = null
    for (const [column, some] of [...cells].sort((a, b) => a[0] - b[0])) {
      const step = stepOf(some * per1000)
      if (run !== null && run.to === column && run.step === step) {
        run.to = column + 1
        continue
      }
      if (run !== null) features.push(polygonOf(row, run))
      run = { from: column, to: column + 1, step }
    }
    if (run !== null) features.push(polygonOf(row, run))
  }
  return features
}

function polygonOf(row: number, { from, to, step }: { from: number; to: number; step: number }): Feature {
  const wide = 360 / columnsOf(row)
  const [west, east, south, north] = [from * wide - 180, to * wide - 180, southOf(row), southOf(row + 1)]
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  return { type: 'Feature', properties: { kind: `density ${step}` }, geometry: { type: 'Polygon', coordinates: [ring] } }
}

/** How many impacts lie within NEAR_KM of a place. */
export function impactsNear(impacts: Impacts, place: Place): number {
  const high = (NEAR_KM / RADIUS_KM / Math.PI) * 180
  const cosine = Math.cos(radians(place.latitude))
  const nearest = Math.cos(NEAR_KM / RADIUS_KM)
  const sine = Math.sin(radians(place.latitude))
  let found = 0
  for (let i = 0; i < impacts.count; i++) {
    const latitude = impacts.latitude[i] as number
    if (Math.abs(latitude - place.latitude) > high) continue
    const apart = radians((impacts.longitude[i] as number) - place.longitude)
    const angle = sine * Math.sin(radians(latitude)) + cosine * Math.cos(radians(latitude)) * Math.cos(apart)
    if (angle >= nearest) found++
  }
  return found
}

/** What a view asks the globe to draw, as plain records: views know nothing of the libraries that draw. */

import type { Rgb } from '../palette'
import type { FeatureCollection } from 'geojson'

/** Longitude [deg], latitude [deg], altitude [m]. */
export type Position = [number, number, number]

/** Of discs that stand for a place on the ground, over the sphere, which would else cut them in half [m]. */
export const LIFT = 10_000

/** Lines in space, drawn alike. Colours as bytes, width in pixels. */
export interface Path {
  id: string
  lines: Position[][]
  colour: Rgb
  width: number
  opacity?: number
}

/** Points in space, drawn as discs facing the reader. */
export interface Dots {
  id: string
  points: Position[]
  colour: Rgb
  /** Radius in pixels, of all or of each. */
  radius: number | number[]
  outline?: Rgb
}

/** A name at a place on the ground; where they would overlap, those of higher rank stay. */
export interface Label {
  longitude: number
  latitude: number
  text: string
  rank: number
  /** A small mark under the name: none where something else marks the place already. */
  mark: boolean
}

/** Many points on the ground. Arrays of one length; `time` and `casualties` choose how a point is drawn. */
export interface Cloud {
  longitude: Float32Array
  latitude: Float32Array
  /** Second of the flight to which a point belongs. */
  time: Float32Array
  casualties: Float32Array
}

export interface Scene {
  /** Areas and lines on the ground; `properties.kind` chooses how they are drawn (palette.ts). */
  areas: FeatureCollection
  labels: Label[]
  paths: Path[]
  dots: Dots[]
}

export const EMPTY_SCENE: Scene = { areas: { type: 'FeatureCollection', features: [] }, labels: [], paths: [], dots: [] }

export interface Camera {
  longitude: number
  latitude: number
  zoom: number
  /** From straight above: 0 [deg]. */
  tilt: number
  /** Which way is up, clockwise from north [deg]. */
  turn: number
}

/** A place on the ground [deg]. */
export interface Place {
  longitude: number
  latitude: number
}

/** West, south, east, north [deg]; east may pass 180. */
export type Box = [number, number, number, number]

/** "128.3,51.9,3.2,45" or with a fifth number for the turn, as a link holds it; null when it is none. */
export function cameraOf(text: string | undefined): Camera | null {
  const numbers = (text ?? '').split(',').map(Number)
  const [longitude, latitude, zoom, tilt = 0, turn = 0] = numbers
  if (longitude === undefined || latitude === undefined || zoom === undefined || !numbers.every(Number.isFinite)) return null
  if (numbers.length > 5 || Math.abs(latitude) > 90 || Math.abs(longitude) > 540) return null
  return { longitude, latitude, zoom: Math.min(Math.max(zoom, 0), 20), tilt: Math.min(Math.max(tilt, 0), 75), turn: turn % 360 }
}

export function textOfCamera(camera: Camera): string {
  const { longitude, latitude, zoom, tilt, turn } = camera
  const numbers = [longitude.toFixed(3), latitude.toFixed(3), zoom.toFixed(2), tilt.toFixed(0)]
  return [...numbers, ...(Math.round(turn) === 0 ? [] : [turn.toFixed(0)])].join(',')
}

/** The smallest box that holds all points, going around the Earth the shorter way; null without points. */
export function boxOf(points: Iterable<readonly [number, number, ...number[]]>): Box | null {
  const longitudes: number[] = []
  let south = 90
  let north = -90
  for (const [longitude, latitude] of points) {
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) continue
    longitudes.push(((longitude % 360) + 360) % 360)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  if (longitudes.length === 0) return null
  longitudes.sort((a, b) => a - b)
  // The widest gap between neighbours is what the box leaves out.
  let west = longitudes[0] ?? 0
  let widest = west + 360 - (longitudes.at(-1) ?? 0)
  for (let i = 1; i < longitudes.length; i++) {
    const gap = (longitudes[i] ?? 0) - (longitudes[i - 1] ?? 0)
    if (gap > widest) {
      widest = gap
      west = longitudes[i] ?? 0
    }
  }
  const start = west > 180 ? west - 360 : west
  return [start, south, start + 360 - widest, north]
}

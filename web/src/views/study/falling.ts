/** The pieces of one failure on the globe: where they are at a second, the way they came, and where they landed. */

import { float32Of } from '../../api/folders'
import type { AtRisk, FailAnswer } from '../../api/types'
import type { Box, Cloud, Dots, Label, Path, Place, Position } from '../../globe/descriptions'
import { GLOBE_COLOURS, rgb } from '../../palette'
import type { Theme } from '../../preferences.svelte'
import { mixed, rowAt, turned } from './moment'
import { unbroken } from './scene'

/** The answer with its columns unpacked, ready to be drawn. */
export interface Failure {
  answer: FailAnswer
  cloud: Cloud
  /** Of each sample piece its times and its places, longitudes without jumps. */
  falls: { times: number[]; points: Position[] }[]
  /** The second at which the last piece has landed. */
  end: number
}

export function failureOf(answer: FailAnswer): Failure {
  const { longitude, latitude, casualties, time } = answer.impacts
  const cloud = {
    longitude: float32Of(longitude),
    latitude: float32Of(latitude),
    casualties: float32Of(casualties),
    time: float32Of(time),
  }
  const falls = answer.paths.map((rows) => ({
    times: rows.map((row) => row[0]),
    points: unbroken(rows.map((row): Position => [row[1], row[2], row[3]])),
  }))
  let end = answer.time_s + 1
  for (const landed of cloud.time) if (landed > end) end = landed
  return { answer, cloud, falls, end: Math.ceil(end) }
}

/** Where a town of the answer lies; null for a country or sea. */
export function townOf(row: AtRisk): Place | null {
  const { latitude_deg: latitude, longitude_deg: longitude } = row
  return latitude === undefined || longitude === undefined ? null : { latitude, longitude }
}

/** The towns that the answer names, by their names alone: those of the map leave out what is small. */
export function townLabels(failure: Failure | null): Label[] {
  return (failure?.answer.by_place ?? []).flatMap((row, i) => {
    const place = townOf(row)
    return place === null ? [] : [{ ...place, text: row.name, rank: 1e9 - i, mark: true }]
  })
}

/** What shows a town with what lies around it. */
export function boxAround({ latitude, longitude }: Place): Box {
  return [longitude - 1, latitude - 0.5, longitude + 1, latitude + 0.5]
}

/** The ways of the sample pieces, whole. */
export function fallPaths(failure: Failure, theme: Theme): Path {
  const lines = failure.falls.filter((fall) => fall.points.length > 1).map((fall) => fall.points)
  return { id: 'falls', lines, colour: rgb(GLOBE_COLOURS[theme].fall), width: 1.2, opacity: 0.35 }
}

/** The sample pieces that are in the air at a second since lift-off; those that have landed are points of the cloud. */
export function piecesAt(failure: Failure, time: number, theme: Theme): Dots {
  const points = failure.falls.flatMap((fall): Position[] => {
    if (time < (fall.times[0] ?? Infinity) || time >= (fall.times.at(-1) ?? 0)) return []
    const { row, part } = rowAt(fall.times, time)
    const [before, after] = [fall.points[row], fall.points[row + 1]]
    if (before === undefined || after === undefined) return []
    return [[turned(before[0], after[0], part), mixed(before[1], after[1], part), mixed(before[2], after[2], part)]]
  })
  return { id: 'pieces', points, colour: rgb(GLOBE_COLOURS[theme].fall), radius: 3, outline: rgb(GLOBE_COLOURS[theme].flight) }
}

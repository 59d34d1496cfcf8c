/** The pieces of one failure on the globe: where they are at a second, the way they came, and where they landed. */

import { float32Of } from '../../api/folders'
import type { FailAnswer } from '../../api/types'
import type { Cloud, Dots, Path, Position } from '../../globe/descriptions'
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

/** What the address says of a study's view, and what in it cannot be meant. */

import { cameraOf, type Camera, type Place } from '../../globe/descriptions'
import { placeOf } from '../place/place'

export type Parameters = Record<string, string>

export interface View {
  time: number
  hidden: Set<string>
  impacts: boolean
  near: boolean
  flat: boolean
  people: boolean
  towns: boolean
  place: Place | null
  camera: Camera | null
}

/** A value that was left out: under which name it stands, and what would have been right. */
export interface Wrong {
  name: string
  value: string
  expected: 'second' | 'onOff' | 'camera' | 'place' | 'whole'
}

/** The failure that a link asks for; seeds and numbers of pieces that are none are left out. */
export interface LinkedFailure {
  time: number
  mode: string | null
  seed: number
  pieces: number
}

export const PIECES = [1000, 5000, 10_000, 20_000]
const USUAL_PIECES = 10_000
const SWITCHES = { impacts: true, near: false, flat: false, people: false, towns: true }

/** Any view is as it is at first where its parameter is missing or wrong; `end`: last second of the flight. */
export function viewOf(parameters: Parameters, end: number): { view: View; wrong: Wrong[] } {
  const wrong: Wrong[] = []
  const noted = <T>(name: string, expected: Wrong['expected'], read: (text: string) => T | null): T | null => {
    const value = parameters[name]
    if (value === undefined) return null
    const found = read(value)
    if (found === null) wrong.push({ name, value: value.slice(0, 40), expected })
    return found
  }
  const time = noted('t', 'second', (text) => secondOf(text, end)) ?? 0
  const switches = Object.entries(SWITCHES).map(([name, usual]) => [name, noted(name, 'onOff', onOff) ?? usual])
  const place = noted('place', 'place', placeOf)
  const camera = noted('at', 'camera', cameraOf)
  // fail=1 is a link of old, to a failure at the second of the slider
  noted('fail', 'second', (text) => secondOf(text, end))
  noted('seed', 'whole', wholeOf)
  noted('pieces', 'whole', wholeOf)
  const hidden = new Set((parameters.hide ?? 'footprint').split('~').filter((kind) => kind !== ''))
  return { view: { time, hidden, place, camera, ...(Object.fromEntries(switches) as typeof SWITCHES) }, wrong }
}

/** The same as parameters; null for what a link need not say. */
export function parametersOf(view: Omit<View, 'place' | 'camera'>): Record<string, string | null> {
  const switches = Object.entries(SWITCHES).map(([name, usual]) => {
    const now = view[name as keyof typeof SWITCHES]
    return [name, now === usual ? null : now ? '1' : '0']
  })
  return { t: view.time === 0 ? null : view.time.toFixed(1), hide: [...view.hidden].join('~'), ...Object.fromEntries(switches) }
}

export function failureIn(parameters: Parameters, end: number): LinkedFailure | null {
  const { fail, mode = null } = parameters
  if (fail === undefined) return null
  const time = secondOf(fail === '1' ? (parameters.t ?? '0') : fail, end)
  if (time === null) return null
  const pieces = wholeOf(parameters.pieces ?? '') ?? USUAL_PIECES
  return { time, mode, seed: wholeOf(parameters.seed ?? '') ?? 0, pieces: PIECES.includes(pieces) ? pieces : USUAL_PIECES }
}

export function parametersOfFailure({ time, mode, seed, pieces }: LinkedFailure): Record<string, string | null> {
  return {
    fail: time.toFixed(1), mode, seed: seed === 0 ? null : String(seed), pieces: pieces === USUAL_PIECES ? null : String(pieces),
  }
}

function secondOf(text: string, end: number): number | null {
  if (!/^\d+(\.\d*)?$/.test(text)) return null
  const value = Number(text)
  return value <= end + 0.05 ? Math.min(value, end) : null // links round to a tenth
}

const onOff = (text: string): boolean | null => (text === '1' ? true : text === '0' ? false : null)

function wholeOf(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** A place that is asked about: as a link and as a form hold it, and marked on the globe. */

import type { Label, Place } from '../../globe/descriptions'

/** "8.5,111" (latitude first) as a link holds it; null when it is none. */
export function placeOf(text: string | undefined): Place | null {
  const [latitude = NaN, longitude = NaN, ...more] = (text ?? '').split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
  return more.length === 0 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

export function textOfPlace(place: Place): string {
  return `${place.latitude.toFixed(4)},${place.longitude.toFixed(4)}`
}

/** A number of degrees as somebody writes it, with a point or a comma; null for anything else or beyond the limit. */
export function degreesOf(text: string, limit: number): number | null {
  const written = text.trim().replace('−', '-').replace(',', '.')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(written)) return null
  const value = Number(written)
  return Math.abs(value) <= limit ? value : null
}

/** The mark of a place on the globe; none without one. */
export function labelOf(place: Place | null, text: string): Label[] {
  return place === null ? [] : [{ ...place, text, rank: 2e10, mark: true }]
}

/** What the server knows of result folders. */

import { address, getBytes, getJson, postJson } from './client'
import type { Comparison, FailAnswer, FailRequest, Failing, Folder, Impacts, Summary, Told, Trajectory } from './types'
import type { FeatureCollection } from 'geojson'

/** Ids come percent-encoded, as an address holds them; the page keeps them decoded and encodes where it asks. */
export async function folders(lang: string): Promise<Folder[]> {
  const all = await getJson<Folder[]>(['folders'], { lang })
  return all.map((folder) => ({ ...folder, id: decodeURIComponent(folder.id) }))
}

export const summaryOf = (id: string): Promise<Summary> => getJson(['folders', id, 'summary'])
export const trajectoryOf = (id: string): Promise<Trajectory> => getJson(['folders', id, 'trajectory'])
export const areasOf = (id: string): Promise<FeatureCollection> => getJson(['folders', id, 'areas'])
export const toldOf = (id: string, lang: string): Promise<Told> => getJson(['folders', id, 'told'], { lang })
export const failingOf = (id: string, lang: string): Promise<Failing> => getJson(['folders', id, 'failing'], { lang })
export const comparison = (a: string, b: string, lang: string): Promise<Comparison> => getJson(['compare'], { a, b, lang })

export const filesOf = (id: string): Promise<{ name: string; bytes: number }[]> => getJson(['folders', id, 'files'])

/** Where a file of a folder is saved from; a report page can be shown instead, shut off from everything else. */
export function fileAddress(id: string, name: string, show = false): string {
  return address(['folders', id, 'files', name], show ? { show: 'true' } : {})
}

export function fail(id: string, request: FailRequest, signal?: AbortSignal): Promise<FailAnswer> {
  return postJson(['folders', id, 'fail'], request, signal)
}

/** At most so many impacts of a study. The arrays are views of the one buffer that came: nothing is copied. */
export async function impactsOf(id: string, most: number, signal?: AbortSignal): Promise<Impacts> {
  const { bytes, headers } = await getBytes(['folders', id, 'impacts'], { most }, signal)
  const count = Number(headers.get('x-count') ?? Math.floor(bytes.byteLength / 17))
  const floats = (index: number): Float32Array => new Float32Array(bytes, 4 * count * index, count)
  return {
    count,
    seen: Number(headers.get('x-seen') ?? count),
    modes: JSON.parse(headers.get('x-modes') ?? '[]') as string[],
    longitude: floats(0),
    latitude: floats(1),
    casualties: floats(2),
    failureTime: floats(3),
    mode: new Uint8Array(bytes, 16 * count, count),
  }
}

/** Base64 of little-endian Float32, as the answer to "fail" holds them. */
export function float32Of(base64: string): Float32Array {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return new Float32Array(bytes.buffer)
}

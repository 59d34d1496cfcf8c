/** The people layer: the server's picture of the shown part of the Earth, even in Mercator's ordinate as the map wants it. */

import type { CanvasSource, Map as MapLibreMap } from 'maplibre-gl'
import { address } from '../api/client'

const SOURCE = 'people'
const HIGHEST = 84 // latitude beyond which Mercator has no room

type Corners = [[number, number], [number, number], [number, number], [number, number]]

/** A longitude within half a turn of Greenwich, as the server wants it: a flat map goes on past the antimeridian [deg]. */
function turned(longitude: number): number {
  return Math.abs(longitude) <= 180 ? longitude : ((((longitude + 180) % 360) + 360) % 360) - 180
}

export class PeopleLayer {
  #canvas = document.createElement('canvas')
  #request: AbortController | null = null

  constructor(
    private readonly map: MapLibreMap,
    private readonly below: string,
  ) {}

  /** Fetch and drape the picture of what is in view; what was on its way is dropped. */
  async show(): Promise<void> {
    this.#request?.abort()
    const request = new AbortController()
    this.#request = request
    const [west, south, east, north] = this.#box()
    const width = Math.min(1024, Math.max(256, this.map.getCanvas().clientWidth))
    const picture = await this.#fetched(address(['people'], { west: turned(west), south, east: turned(east), north, width }), request.signal)
    if (picture === null || request.signal.aborted) return
    this.#paint(picture)
    picture.close()
    this.#drape([
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ])
  }

  async #fetched(from: string, signal: AbortSignal): Promise<ImageBitmap | null> {
    try {
      const answer = await fetch(from, { signal })
      return answer.ok ? await createImageBitmap(await answer.blob()) : null
    } catch (error) {
      if (!signal.aborted) console.warn(error)
      return null // another one is on its way, or the server is gone: the rest of the page says so
    }
  }

  hide(): void {
    this.#request?.abort()
    if (this.map.getLayer(SOURCE)) this.map.removeLayer(SOURCE)
    if (this.map.getSource(SOURCE)) this.map.removeSource(SOURCE)
  }

  #box(): [number, number, number, number] {
    const bounds = this.map.getBounds()
    const wide = bounds.getEast() - bounds.getWest() >= 300
    const west = wide ? -180 : bounds.getWest()
    const east = wide ? 180 : bounds.getEast()
    return [west, Math.max(bounds.getSouth(), -HIGHEST), east, Math.min(bounds.getNorth(), HIGHEST)]
  }

  #paint(picture: ImageBitmap): void {
    this.#canvas.width = picture.width
    this.#canvas.height = picture.height
    this.#canvas.getContext('2d')?.drawImage(picture, 0, 0)
  }

  #drape(coordinates: Corners): void {
    const source = this.map.getSource<CanvasSource>(SOURCE)
    if (source) {
      this.map.removeLayer(SOURCE)
      this.map.removeSource(SOURCE)
    }
    this.map.addSource(SOURCE, { type: 'canvas', canvas: this.#canvas, coordinates, animate: false })
    const paint = { 'raster-opacity': 0.75, 'raster-fade-duration': 0, 'raster-resampling': 'nearest' as const }
    this.map.addLayer({ id: SOURCE, type: 'raster', source: SOURCE, paint }, this.below)
  }
}

/** Lines and discs above the ground, drawn by deck.gl in the map's own context so that the Earth hides what is behind it. */

import type { Layer } from '@deck.gl/core'
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { Dots, Path, Position } from './descriptions'

type Bytes = [number, number, number, number]

// A record that is drawn again is the same layer again: only what moves is made anew.
const made = new WeakMap<Path | Dots, Layer>()

export function layersOf(paths: Path[], dots: Dots[]): Layer[] {
  return [...paths.map((path) => kept(path, pathLayer)), ...dots.map((some) => kept(some, dotsLayer))]
}

function kept<T extends Path | Dots>(record: T, make: (record: T) => Layer): Layer {
  let layer = made.get(record)
  if (layer === undefined) {
    layer = make(record)
    made.set(record, layer)
  }
  return layer
}

function pathLayer(path: Path): Layer {
  const colour: Bytes = [...path.colour, Math.round(255 * (path.opacity ?? 1))]
  return new PathLayer<Position[]>({
    id: path.id,
    data: path.lines,
    getPath: (points) => points,
    getColor: colour,
    getWidth: path.width,
    widthUnits: 'pixels',
    jointRounded: true,
    capRounded: true,
    billboard: true,
    updateTriggers: { getColor: colour, getWidth: path.width },
  })
}

function dotsLayer(dots: Dots): Layer {
  const radius = dots.radius
  const outline: Bytes = [...(dots.outline ?? dots.colour), 255]
  return new ScatterplotLayer<Position>({
    id: dots.id,
    data: dots.points,
    getPosition: (point) => point,
    getFillColor: [...dots.colour, 255],
    getLineColor: outline,
    getRadius: typeof radius === 'number' ? radius : (_, { index }) => radius[index] ?? 0,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    getLineWidth: 1.5,
    stroked: dots.outline !== undefined,
    billboard: true,
    updateTriggers: { getRadius: radius, getFillColor: dots.colour },
  })
}

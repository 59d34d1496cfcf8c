/** How MapLibre draws land, borders, towns, areas and names: a style without tiles, glyphs or anything from outside. */

import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { FeatureCollection } from 'geojson'
import { AREA_STYLES, GLOBE_COLOURS, OTHER_AREA, type AreaStyle } from '../palette'
import type { Language, Theme } from '../preferences.svelte'

const FONT = ['system-ui', 'Noto Sans', 'DejaVu Sans', 'sans-serif']
const ALL_STYLES: Record<string, AreaStyle> = { ...AREA_STYLES, '': OTHER_AREA }
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Where a part of the basemap comes from; the worker that reads it needs the whole address. */
export function basemapAddress(part: 'land' | 'coast' | 'countries' | 'towns', detail: number): string {
  return new URL(`api/basemap/${part}.json?detail=${detail}`, document.baseURI).href
}

/** Land, borders and the sources; `layersAbove` has the rest, which is added a group at a time. */
export function styleOf(theme: Theme, flat: boolean): StyleSpecification {
  const colours = GLOBE_COLOURS[theme]
  const sources: Record<string, SourceSpecification> = {
    land: { type: 'geojson', data: basemapAddress('land', 1), tolerance: 0.3 },
    coast: { type: 'geojson', data: basemapAddress('coast', 1), tolerance: 0.3 },
    countries: { type: 'geojson', data: basemapAddress('countries', 1), tolerance: 0.3 },
    towns: { type: 'geojson', data: basemapAddress('towns', 1) },
    areas: { type: 'geojson', data: NOTHING, tolerance: 0.2 },
    labels: { type: 'geojson', data: NOTHING },
  }
  return {
    version: 8,
    projection: { type: flat ? 'mercator' : 'globe' },
    sky: { 'atmosphere-blend': 0 },
    sources,
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land, 'fill-antialias': false } },
      { id: 'coast', type: 'line', source: 'coast', paint: { 'line-color': colours.coast, 'line-width': 0.8 } },
      {
        id: 'borders',
        type: 'line',
        source: 'countries',
        filter: ['==', ['get', 'kind'], 'border'],
        paint: { 'line-color': colours.border, 'line-width': 0.8 },
      },
    ],
  }
}

/** The layers over the land: those under the impacts, and those over them. */
export function layersAbove(theme: Theme, language: Language): { ground: LayerSpecification[]; names: LayerSpecification[] } {
  return {
    ground: [...fillsOf(theme), ...linesOf(theme)],
    names: [countriesOf(theme, language), townsOf(theme), ...labelsOf(theme)],
  }
}

/** Features of one kind; '' stands for all kinds that have no style of their own. */
function ofKind(kind: string): ['==', ['get', string], string] | ['!', ['in', ['get', string], ['literal', string[]]]] {
  if (kind !== '') return ['==', ['get', 'kind'], kind]
  return ['!', ['in', ['get', 'kind'], ['literal', Object.keys(AREA_STYLES)]]]
}

/** Without edges of their own, which would take one more program: each area's line is drawn over its fill. */
function fillsOf(theme: Theme): LayerSpecification[] {
  return Object.entries(ALL_STYLES)
    .filter(([, style]) => style.fill > 0)
    .map(([kind, style]) => ({
      id: `fill ${kind}`,
      type: 'fill',
      source: 'areas',
      filter: ['all', ['==', ['geometry-type'], 'Polygon'], ofKind(kind)],
      paint: { 'fill-color': style[theme], 'fill-opacity': style.fill, 'fill-antialias': false },
    }))
}

function linesOf(theme: Theme): LayerSpecification[] {
  const drawn = Object.entries(ALL_STYLES).filter(([, style]) => style.width > 0)
  return drawn.map(([kind, style]) => ({
    id: `line ${kind}`,
    type: 'line',
    source: 'areas',
    filter: ofKind(kind),
    paint: {
      'line-color': style[theme],
      'line-width': style.width,
      ...(style.dashes === null ? {} : { 'line-dasharray': style.dashes }),
    },
  }))
}

function countriesOf(theme: Theme, language: Language): LayerSpecification {
  const colours = GLOBE_COLOURS[theme]
  return {
    id: 'countries',
    type: 'symbol',
    source: 'countries',
    filter: ['==', ['get', 'kind'], 'country'],
    maxzoom: 6,
    layout: {
      'text-field': ['get', `name_${language}`],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['get', 'size'], 200, 11, 20_000, 14],
      'text-letter-spacing': 0.08,
      'text-max-width': 7,
      'text-padding': 8,
      'symbol-sort-key': ['-', 0, ['get', 'size']],
    },
    paint: { 'text-color': colours.country, 'text-halo-color': colours.land, 'text-halo-width': 1.4 },
  }
}

function townsOf(theme: Theme): LayerSpecification {
  const colours = GLOBE_COLOURS[theme]
  return {
    id: 'towns',
    type: 'symbol',
    source: 'towns',
    minzoom: 2.5,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['get', 'people'], 20_000, 11, 5_000_000, 14],
      'text-padding': 6,
      'symbol-sort-key': ['-', 0, ['get', 'people']],
    },
    paint: { 'text-color': colours.town, 'text-halo-color': colours.townHalo, 'text-halo-width': 1.2, 'text-opacity': 0.85 },
  }
}

function labelsOf(theme: Theme): LayerSpecification[] {
  const colours = GLOBE_COLOURS[theme]
  const marks: LayerSpecification = {
    id: 'label marks',
    type: 'circle',
    source: 'labels',
    filter: ['get', 'mark'],
    paint: {
      'circle-radius': 4,
      'circle-color': colours.townHalo,
      'circle-stroke-color': colours.town,
      'circle-stroke-width': 2,
    },
  }
  const names: LayerSpecification = {
    id: 'label names',
    type: 'symbol',
    source: 'labels',
    layout: {
      'text-field': ['get', 'text'],
      'text-font': FONT,
      'text-size': 13,
      'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
      'text-radial-offset': 0.7,
      'text-justify': 'auto',
      'symbol-sort-key': ['-', 0, ['get', 'rank']],
    },
    paint: { 'text-color': colours.town, 'text-halo-color': colours.townHalo, 'text-halo-width': 1.6 },
  }
  return [marks, names]
}

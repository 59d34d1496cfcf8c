/**
 * Colours: those of Okabe and Ito (2008), which people with any common colour blindness tell apart. Nothing is told by
 * colour alone: lines differ in their dashes too, and points in their place.
 */

import type { Theme } from './preferences.svelte'

export const OKABE_ITO = {
  black: '#000000',
  orange: '#e69f00',
  sky: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermilion: '#d55e00',
  purple: '#cc79a7',
} as const

export type Rgb = [number, number, number]

/** "#0072b2" to its three bytes. */
export function rgb(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}

export interface GlobeColours {
  space: string
  sea: string
  land: string
  coast: string
  border: string
  country: string
  town: string
  townHalo: string
  flight: string
  /** The way down of pieces. */
  fall: string
  /** Where the vehicle is, and where it would land. */
  here: string
  hit: string
  /** Impacts, and those that would hurt. */
  impact: string
  harm: string
}

export const GLOBE_COLOURS: Record<Theme, GlobeColours> = {
  light: {
    space: '#e8ecef', sea: '#dbe7ee', land: '#f7f5ef', coast: '#8a959c', border: '#b9bdbb', country: '#6a7176', town: '#33393d', townHalo: '#ffffff',
    flight: '#15191c', fall: '#b34f00', here: '#f0e442', hit: '#0072b2', impact: '#4f5b62', harm: '#d55e00',
  },
  dark: {
    space: '#0b0f13', sea: '#16222b', land: '#28302f', coast: '#71808a', border: '#4c5656', country: '#98a4ac', town: '#dfe5e8', townHalo: '#10161b',
    flight: '#f4f7f8', fall: '#ff9a4d', here: '#f0e442', hit: '#56b4e9', impact: '#a9b7bf', harm: '#ff9a4d',
  },
}

/** How a kind of area is drawn: line, its dashes in widths of the line (none: solid), and how strong the fill is. */
export interface AreaStyle {
  light: string
  dark: string
  width: number
  dashes: number[] | null
  fill: number
}

// Steps of a density, each ten times the one before: told apart by lightness alone, the more the farther from the ground's colour.
const DENSITY: [string, string][] = [
  ['#f6d9ae', '#4d3014'],
  ['#eeae62', '#85501c'],
  ['#d57f2a', '#c07a33'],
  ['#9c4a0c', '#f0ac62'],
  ['#4f2000', '#ffe6c4'],
]
export const DENSITY_STEPS = DENSITY.length

/** How the kinds "density 0" to "density 4" are drawn: filled, without a line. */
const densityStyles = DENSITY.map(([light, dark], step): [string, AreaStyle] => [
  `density ${step}`, { light, dark, width: 0, dashes: null, fill: 0.85 },
])

export const AREA_STYLES: Record<string, AreaStyle> = {
  ...Object.fromEntries(densityStyles),
  'evacuated area': { light: '#00704f', dark: '#2fc79b', width: 1.5, dashes: null, fill: 0.22 },
  'controlled area': { light: '#00704f', dark: '#2fc79b', width: 1.5, dashes: [4, 2], fill: 0.1 },
  footprint: { light: '#b34f00', dark: '#ff9a4d', width: 1, dashes: [1, 2], fill: 0.06 },
  'drop region': { light: '#0072b2', dark: '#56b4e9', width: 2, dashes: null, fill: 0.2 },
  'ship hazard area': { light: '#0072b2', dark: '#56b4e9', width: 2, dashes: [5, 2], fill: 0 },
  'aircraft hazard area': { light: '#9c4a76', dark: '#e5a3c6', width: 2, dashes: [2, 1.5], fill: 0 },
  'individual risk area': { light: '#b34f00', dark: '#ff9a4d', width: 2.5, dashes: [1, 1], fill: 0.15 },
  'limit area': { light: '#000000', dark: '#f0e442', width: 3, dashes: [6, 2, 1, 2], fill: 0 },
  'ground track': { light: '#5d4037', dark: '#c9b8a8', width: 2, dashes: null, fill: 0 },
  'impact point trace': { light: '#0072b2', dark: '#56b4e9', width: 2.5, dashes: [3, 1.5], fill: 0 },
  'announced area': { light: '#0072b2', dark: '#56b4e9', width: 2, dashes: [5, 2], fill: 0.12 },
  uncertainty: { light: '#b34f00', dark: '#ff9a4d', width: 2, dashes: [2, 1.5], fill: 0.16 },
  region: { light: '#00704f', dark: '#2fc79b', width: 1.5, dashes: [4, 2], fill: 0.06 },
}

export const OTHER_AREA: AreaStyle = { light: '#444444', dark: '#cccccc', width: 1.5, dashes: [3, 3], fill: 0.05 }
